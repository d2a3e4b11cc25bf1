import type { CompiledRule, RuleAnchor } from '../../model/rule.ts'

/** A detector or a rule that a keyword admits, and what must stand round the keyword for that. */
interface Admission {
  /** Index of the rule; negative numbers stand for detectors that are no rule of their own. */
  readonly number: number
  readonly anchor: RuleAnchor | null
}

/** Who looks at the places of each keyword, as flat numbers: nothing has to be parsed before a scan. */
export interface Admissions {
  /** The records of keyword `k` are those from `starts[k]` to `starts[k + 1]`. */
  readonly starts: Uint32Array
  /** Records of `RECORD` numbers, see there. */
  readonly records: Int32Array
  /** Length of the keyword of each record. */
  readonly lengths: Uint8Array
  /** Indices of classes. */
  readonly heads: Uint16Array
  /** For each class a bit for each byte that belongs to it, in eight words. */
  readonly classes: Uint32Array
}

/** Numbers of a record: rule or detector; what the anchor begins; its offset; where its head begins, and its length. */
export const RECORD = 5
/** What an anchor begins: nothing that is known, a part of the match, the match. */
export const BEGINS = { nothing: 0, part: 1, match: 2 } as const

/** Collects who wants to know of which keyword. */
export class AdmissionsBuilder {
  readonly #byKeyword = new Map<string, Admission[]>()

  /** A detector that is told of every place of the keywords. */
  admitDetector(keywords: readonly string[], number: number): void {
    for (const keyword of keywords) this.#admit(keyword, { number, anchor: null })
  }

  admitRule({ keywords, anchors }: Pick<CompiledRule, 'keywords' | 'anchors'>, index: number): void {
    if (anchors.length === 0) this.admitDetector(keywords, index)
    for (const anchor of anchors) this.#admit(anchor.keyword, { number: index, anchor })
  }

  keywords(): readonly string[] {
    return [...this.#byKeyword.keys()]
  }

  build(): Admissions {
    const starts = [0]
    const records: number[] = []
    const lengths: number[] = []
    const heads: number[] = []
    const classes = new Map<string, number>()
    for (const [keyword, admissions] of this.#byKeyword) {
      for (const { number, anchor } of admissions) {
        records.push(number, BEGINS[anchor?.begins ?? 'nothing'], anchor?.offset ?? 0)
        records.push(heads.length, anchor?.head.length ?? 0)
        lengths.push(keyword.length)
        for (const source of anchor?.head ?? []) heads.push(indexOf(classes, source))
      }
      starts.push(records.length / RECORD)
    }
    return {
      starts: Uint32Array.from(starts),
      records: Int32Array.from(records),
      lengths: Uint8Array.from(lengths),
      heads: Uint16Array.from(heads),
      classes: Uint32Array.from([...classes.keys()].flatMap(bitsOf)),
    }
  }

  #admit(keyword: string, admission: Admission): void {
    const known = this.#byKeyword.get(keyword)
    if (known === undefined) this.#byKeyword.set(keyword, [admission])
    else known.push(admission)
  }
}

function indexOf(classes: Map<string, number>, source: string): number {
  const known = classes.get(source)
  if (known !== undefined) return known
  classes.set(source, classes.size)
  return classes.size - 1
}

function bitsOf(source: string): number[] {
  const pattern = new RegExp(`[${source}]`)
  const words = new Uint32Array(8)
  for (let byte = 0; byte < 256; byte++) {
    if (pattern.test(String.fromCharCode(byte))) (words[byte >> 5] as number) |= 1 << (byte & 31)
  }
  return [...words]
}

/** True where the bytes from `at` on can be the head that the record at index `record` tells of. */
export function isHeadAt(
  { records, heads, classes }: Admissions,
  record: number,
  { buffer, at, end }: { readonly buffer: Uint8Array; readonly at: number; readonly end: number },
): boolean {
  const first = records[record + 3] as number
  const length = records[record + 4] as number
  if (at + length > end) return false
  for (let i = 0; i < length; i++) {
    const byte = buffer[at + i] as number
    const word = classes[((heads[first + i] as number) << 3) + (byte >> 5)] as number
    if (((word >>> (byte & 31)) & 1) === 0) return false
  }
  return true
}
