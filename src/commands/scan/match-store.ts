import type { Blob } from '../../model/blob.ts'
import type { Skip } from '../../model/skip.ts'
import type { InlineReading } from '../../triage/inline-allow.ts'
import { joinReadings } from '../../triage/join-readings.ts'
import { isJudgedByName } from '../policy/file-facts.ts'
import { type Examination, type Examine, type Examiner, examinerHere } from './examiner.ts'

/** Bytes of an env or credential file that the policy reads; more than that is no list of settings. */
const LARGEST_SETTINGS = 256 * 1024
const NOTHING: InlineReading = { matches: [], notices: [], unused: [] }

/** What has been found so far, by blob: each is scanned once, whatever number of changes name it. */
export class MatchStore {
  readonly #examine: Examine
  readonly #here: Examiner
  /** Null for a blob that was scanned and holds nothing: most do, and an audit sees a hundred thousand. */
  readonly #readings = new Map<string, InlineReading | null>()
  readonly #skips: Skip[] = []
  readonly #policyTexts = new Map<string, string>()
  #objects = 0
  #bytes = 0

  constructor(examine: Examine) {
    this.#examine = examine
    this.#here = examinerHere(examine)
  }

  /** An empty store with the same engine, for what is no part of the scan. */
  apart(): MatchStore {
    return new MatchStore(this.#examine)
  }

  /** Distinct blobs that were scanned for their own sake, and their length together. */
  get seen(): { readonly objects: number; readonly bytes: number } {
    return { objects: this.#objects, bytes: this.#bytes }
  }

  get skips(): readonly Skip[] {
    return this.#skips
  }

  /**
   * Has a blob, or one segment of it, examined and keeps what it holds; keeps a skip as it is. All of it is known when the
   * examiner has settled. The bytes must stay until the promise has resolved.
   */
  take(item: Blob | Skip, examiner: Examiner): Promise<void> | null {
    if (item.type === 'blob') {
      if (item.segment.offset === 0) this.#objects++
      this.#bytes += item.content.end - item.content.start - item.segment.overlap
    }
    return this.#hand(item, examiner)
  }

  /** Keeps what a blob holds that is only read to compare another with: it does not count as scanned. */
  compare(item: Blob | Skip): void {
    this.#hand(item, this.#here)
  }

  has(blobId: string): boolean {
    return this.#readings.has(blobId)
  }

  /** What was found in a blob and which comments accept it; nothing for one that was not scanned. */
  readingOf(blobId: string): InlineReading {
    return this.#readings.get(blobId) ?? NOTHING
  }

  /** The secrets in a blob; none for one that was not scanned. */
  secretsIn(blobId: string): readonly string[] {
    return this.readingOf(blobId).matches.map(({ match }) => match.secret.reveal())
  }

  /** All blobs scanned. */
  ids(): ReadonlySet<string> {
    return new Set(this.#readings.keys())
  }

  /** Blobs that hold a match. */
  idsWithMatches(): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const [id, reading] of this.#readings) if (reading !== null) ids.add(id)
    return ids
  }

  /** Content of a blob that stands at the path of an env file, template or credential file, cut to a size that such a file has; by id. */
  get policyTexts(): ReadonlyMap<string, string> {
    return this.#policyTexts
  }

  #hand(item: Blob | Skip, examiner: Examiner): Promise<void> | null {
    if (item.type === 'skip') {
      examiner.inTurn(() => this.#skips.push(item))
      return null
    }
    const { id, path, segment } = item // not the bytes, which may be others by then
    if (segment.offset === 0 && isJudgedByName(path)) this.#keepText(item)
    return examiner.examine(item, (examination) => this.#keep(id, path, examination))
  }

  #keep(id: string, path: string, { reading, isComplete }: Examination): void {
    if (!isComplete) this.#skips.push({ type: 'skip', path, commit: null, reason: 'time-budget', detail: '' })
    const earlier = this.#readings.get(id) ?? null
    this.#readings.set(id, earlier === null || reading === null ? (reading ?? earlier) : joinReadings(earlier, reading))
  }

  #keepText({ id, content: { buffer, start, end } }: Blob): void {
    this.#policyTexts.set(id, buffer.toString('utf8', start, Math.min(end, start + LARGEST_SETTINGS)))
  }
}
