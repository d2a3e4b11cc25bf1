/** Characters that have to carry the mark in a row; in a random value of 40 characters chance gives that once in ten million. */
const LEAST_RUN = 14
/** In a text this long chance has many tries, so more characters have to carry the mark. */
const LONG_VALUE = 100
const LONG_RUN = 24
/** Letters and digits that the next one depends on. */
const CONTEXT = 3
const CARRIES = /[A-Za-z0-9]/
/** What may hide a mark: a stretch of base64 or base64url. */
const ENCODED = /[A-Za-z0-9_+/-]{20,}/g

/**
 * The characters of `alphabet` that carry the mark of a mock behind `before`: a hash of the rule and of the last letters
 * and digits picks a quarter of them by their code. What is neither letter nor digit is free to stand anywhere.
 */
export function markedCharacters(ruleId: string, before: string, alphabet: string): string {
  const residue = residueOf(ruleKey(ruleId), contextOf(before))
  return Array.from(alphabet)
    .filter((char) => !CARRIES.test(char) || (char.charCodeAt(0) & 3) === residue)
    .join('')
}

/**
 * True for a value that `keywarden/testing` has made for this rule: enough letters and digits in a row are those that its mark
 * asks for. A value that a provider has issued is one only by chance, less than once in a million.
 */
export function isMock(ruleId: string, value: string): boolean {
  const key = ruleKey(ruleId)
  if (hasMarkedRun(key, value)) return true
  return (value.match(ENCODED) ?? []).some((text) => hasMarkedRun(key, Buffer.from(text, 'base64').toString('latin1')))
}

function hasMarkedRun(key: number, value: string): boolean {
  const characters = Array.from(value).filter((char) => CARRIES.test(char))
  const least = characters.length > LONG_VALUE ? LONG_RUN : LEAST_RUN
  // a value that repeats itself has few contexts and would pass too often
  const contexts = new Set<string>()
  for (const [at, char] of characters.entries()) {
    const context = characters.slice(Math.max(0, at - CONTEXT), at).join('')
    if ((char.charCodeAt(0) & 3) === residueOf(key, context)) contexts.add(context)
    else contexts.clear()
    if (contexts.size >= least) return true
  }
  return false
}

function contextOf(before: string): string {
  let context = ''
  for (let at = before.length - 1; at >= 0 && context.length < CONTEXT; at--) {
    const char = before.charAt(at)
    if (CARRIES.test(char)) context = char + context
  }
  return context
}

function ruleKey(ruleId: string): number {
  return mix(`keywarden mock ${ruleId}`, 0x811c9dc5)
}

function residueOf(key: number, context: string): number {
  const value = mix(context, key)
  return ((value ^ (value >>> 15)) >>> 7) & 3
}

/** FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv; no secret hangs on it. */
function mix(text: string, basis: number): number {
  let value = basis
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return Math.imul(value ^ (value >>> 13), 0x5bd1e995)
}
