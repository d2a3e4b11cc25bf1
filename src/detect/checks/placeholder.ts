import { countDistinct, isKeyboardWalk, isRepeated, isSequence, longestRun } from './contrived-pattern.ts'
import { saysPlaceholder } from './placeholder-words.ts'

/** Longest start of a value that is looked at. */
const HORIZON = 2000
/** A mask, or a reference that something else fills in: none of them can be part of an issued token. */
const TEMPLATE = new RegExp(
  [
    '[$#]\\{\\w[\\w .:?!/|-]{0,80}\\}', // ${NAME}, ${NAME:-default}, #{name}
    '\\{\\{[^}]{0,80}\\}\\}', // {{ name }}
    '\\$\\([\\w ./-]{1,80}\\)', // $(command)
    '<(?:[a-z][a-z _-]{2,60}|[A-Z][A-Z _-]{2,60})>', // <your token>
    '%\\([a-z_]{1,40}\\)s|^(?:%[sdv][^A-Za-z0-9%]{0,3})+$',
    '^(?:\\{.{0,80}\\}|\\[.{0,80}\\]|<.{0,80}>|%\\w{1,80}%|\\$[A-Z_][A-Z0-9_]{0,80})$',
    '\\.{3}|…|\\*{4}',
    '\\bprocess\\.env\\b|\\bos\\.environ\\b',
  ].join('|'),
)
/** A character that stands in every template and in few tokens. */
const TEMPLATE_SIGN = /[$#{<%[.…*]/
const SEPARATORS = /[-_.:/\s]/g
const PASSWORD_IN_URL = /^[a-z][\w+.-]{0,30}:\/\/[^:@/\s]{0,200}:(.{0,400})@[^@]*$/i
const PASSWORD_IN_PAIRS = /(?:^|[;&?\s])(?:password|pwd|accountkey|sharedaccesskey|accesskey)\s?=\s?([^;&\s]{0,400})/i

/**
 * Why a value is evidently not a real secret, as a short clause, or null where it may be one.
 * `shownPrefix` is the start that all secrets of its kind share; it is not looked at.
 */
export function placeholderReason(secret: string, shownPrefix: string): string | null {
  const value = secretPart(secret.startsWith(shownPrefix) ? secret.slice(shownPrefix.length) : secret)
  if (TEMPLATE_SIGN.test(value) && TEMPLATE.test(value)) return 'is a template or a mask, not a value'
  // several lines or a document: the words and runs in it say nothing of the secret that it holds
  if (/\s/.test(value)) return null
  const bare = value.replace(SEPARATORS, '')
  if (bare.length < 3) return null
  const distinct = countDistinct(bare)
  if (distinct <= 2 || longestRun(bare) >= runLimit(bare)) return 'is made of repeated characters'
  if (saysPlaceholder(value)) return 'says that it is a placeholder'
  if (isSequence(bare)) return 'is a run of neighbouring characters'
  if (isRepeated(bare)) return 'repeats one pattern'
  if (isKeyboardWalk(bare)) return 'is a walk over the keyboard'
  return distinct < fewestDistinct(bare) ? 'has too few different characters to be random' : null
}

/** Of a URL or a list of pairs the password, of anything else all. */
function secretPart(value: string): string {
  const start = value.slice(0, HORIZON)
  return PASSWORD_IN_URL.exec(start)?.[1] ?? PASSWORD_IN_PAIRS.exec(start)?.[1] ?? start
}

/** Six of `x` stand for a gap wherever they are; another character has to make out much of the value. */
function runLimit(bare: string): number {
  return /x{6}|X{6}/.test(bare) ? 6 : Math.max(8, bare.length * 0.4)
}

/** Random hexadecimal, and for digits random digits, have fewer different characters once in many millions at most. */
function fewestDistinct(bare: string): number {
  if (bare.length < 16) return 0
  if (bare.length < 20) return 4
  if (bare.length < 32 || /^\d+$/.test(bare)) return 5
  return bare.length < 64 ? 6 : 9
}
