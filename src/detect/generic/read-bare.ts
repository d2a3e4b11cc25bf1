import type { FileKind } from './file-kind.ts'
import type { Literal } from './read-quoted.ts'

/** A value without quotes ends with a blank, a quote or the line. */
const BARE = /(?![#"'`,;>)\]|&]|\/\/|[{[(<]\s)[^\s"'`<>\\]{2,400}/y
const TRAILING = /[,;]+$/
/** What may stand behind a bare value: the end of the line, a comment, a continuation. */
const END = /[ \t]*[}\])]{0,3},?[ \t]*(?:\\?\r?(?:\n|$)|[#;].*|\/\/.*|\/\*|<|\\[nr"])/y

/** How much of the line a bare value has to fill: to its `end`, or only up to a `blank`, as in `A=1 B=2`. */
export type BareExtent = 'end' | 'blank'

/** The unquoted value at `from`, null where it is none: configuration only, for in code it is an expression. */
export function readBare(text: string, from: number, extent: BareExtent): Literal | null {
  BARE.lastIndex = from
  const found = BARE.exec(text)
  if (found === null) return null
  const value = balance(found[0].replace(TRAILING, ''))
  const end = from + value.length
  END.lastIndex = from + found[0].length
  if (extent === 'end' && !END.test(text) && value.length === found[0].length) return null
  return value.length < 2 ? null : { value, start: from, end, next: end }
}

/** True where values stand without quotes in files of this kind. */
export function allowsBare(kind: FileKind): boolean {
  return kind === 'config' || kind === 'prose'
}

/** Cuts the bracket off that closes what was opened before the value: `{user: a, password: b}`. */
function balance(value: string): string {
  const at = value.search(/[}\])]/)
  if (at < 0) return value
  return /[{[(]/.test(value.slice(0, at)) ? value : value.slice(0, at)
}
