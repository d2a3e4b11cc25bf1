import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

/** What stands for no upper bound. */
const MANY = 200

/** An expression in RE2 syntax as one of a rule, and what is different about it. */
export interface TranslatedExpression {
  readonly pattern: string
  readonly flags: '' | 'i'
  /** What a reader has to know: bounds that were set, flags that count for more than before. */
  readonly remarks: readonly string[]
}

const POSIX: Readonly<Record<string, string>> = {
  ...{ alnum: '0-9A-Za-z', alpha: 'A-Za-z', digit: '0-9', lower: 'a-z', upper: 'A-Z', xdigit: '0-9A-Fa-f' },
  ...{ word: '\\w', space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', graph: '!-~', print: ' -~' },
}

/** One piece of RE2 syntax that JavaScript writes otherwise, and anything else as it is. */
const PIECE = new RegExp(
  String.raw`\\Q(?<quoted>.*?)(?:\\E|$)|\\(?<anchor>[Az])|\\x\{(?<code>[0-9A-Fa-f]+)\}|\\(?<lost>[pPC])|\\(?:.|$)` +
    String.raw`|\[:(?<posix>\^?\w+):\]|\(\?(?<on>[imsU]*)(?:-(?<off>[imsU]+))?(?<scope>[:)])|\(\?P?<(?<name>\w+)>|.`,
  'gs',
)

type Found = Partial<Record<string, string>>

/** Translates an expression; throws an Error that says what JavaScript has no word for. `group` 0 is the first group, or all. */
export function translateExpression(source: string, group: number): TranslatedExpression {
  const remarks = new Set<string>()
  const flags = new Set<string>()
  const plain = source.replace(PIECE, (piece, ...rest) => {
    const found = rest.at(-1) as Found
    if (found['scope'] === undefined) return plainPiece(piece, found, remarks)
    return openFlags(piece, found, { flags, remarks, isAtStart: rest.at(-3) === 0 })
  })
  return { pattern: shape(plain, group, remarks), flags: flags.has('i') ? 'i' : '', remarks: [...remarks] }
}

function plainPiece(piece: string, found: Found, remarks: Set<string>): string {
  if (found['quoted'] !== undefined) return found['quoted'].replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  if (found['anchor'] !== undefined) return anchor(piece, remarks)
  if (found['lost'] !== undefined) throw new Error(`${piece} has no counterpart`)
  if (found['code'] !== undefined) return code(found['code'])
  if (found['posix'] !== undefined) return posix(found['posix'])
  return found['name'] === undefined ? piece : `(?<${found['name']}>`
}

interface FlagState {
  readonly flags: Set<string>
  readonly remarks: Set<string>
  readonly isAtStart: boolean
}

/** `(?i)`, `(?s-i:`, `(?:`: a rule has its flags for all of the expression. */
function openFlags(
  piece: string,
  { on = '', off = '', scope }: Found,
  { flags, remarks, isAtStart }: FlagState,
): string {
  for (const flag of on) flags.add(flag)
  for (const flag of on.replace('i', '') + off) remarks.add(`flag ${flag} of ${piece} is dropped`)
  if (on.includes('i') && !(isAtStart && scope === ')')) remarks.add(`${piece}: letter case counts nowhere in it`)
  return scope === ':' ? '(?:' : ''
}

function anchor(piece: string, remarks: Set<string>): string {
  remarks.add(`${piece} is dropped: a match may stand anywhere`)
  return ''
}

function code(digits: string): string {
  if (Number.parseInt(digits, 16) > 0xff) throw new Error('characters above U+00FF cannot be matched')
  return `\\x${digits.slice(-2).padStart(2, '0')}`
}

function posix(name: string): string {
  const inside = POSIX[name]
  if (inside === undefined) throw new Error(`[:${name}:] has no counterpart`)
  return inside
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Bounds every quantifier, and leaves no group but that of the secret. */
function shape(source: string, group: number, remarks: Set<string>): string {
  const tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, {})
  const edits: Edit[] = []
  const groups: AST.CapturingGroup[] = []
  visitRegExpAST(tree, {
    onCapturingGroupEnter: (node) => void groups.push(node),
    onQuantifierEnter({ element, min, max, greedy, raw, end }) {
      if (max !== Infinity) return
      const text = `{${min},${min + MANY}}${greedy ? '' : '?'}`
      remarks.add(`${raw} is bounded: ${text}`)
      edits.push({ start: element.end, end, text })
    },
  })
  const secret = groups[Math.max(0, group - 1)]
  if (group > groups.length) throw new Error(`there is no group ${group}`)
  for (const node of groups) {
    const end = node.start + (node.name === null ? 1 : `(?<${node.name}>`.length)
    edits.push({ start: node.start, end, text: node === secret ? '(?<secret>' : '(?:' })
  }
  edits.sort((a, b) => b.start - a.start)
  return edits.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
}
