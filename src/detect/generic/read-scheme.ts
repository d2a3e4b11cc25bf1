import type { Text } from '../decode-text.ts'
import type { Candidate } from './candidate.ts'

const REACH = 640
const LOOK_BACK = 160
const CAPITAL_I = 0x49
/** A scheme of RFC 7235 and a credential in its alphabet; what follows may not carry the word on. */
const SCHEME = /^(basic|bearer)[ \t]{1,4}([A-Za-z0-9._~+/=-]{6,600})(?![A-Za-z0-9._~+/=(){}$%[-])/i
/** `IDENTIFIED BY '…'` of SQL; `BY PASSWORD '*…'` has a hash. In small letters only behind the word of a statement. */
const STATEMENT = /\b(?:user|role|grant)\b/i
const IDENTIFIED = /^identified[ \t]+by[ \t]+(['"])([^'"\r\n]{2,200})\1/i
/** The user and password of `curl -u`; the password of `sshpass -p`. */
const CURL =
  /^curl[ \t][^\r\n|;]{0,400}?(?:-u|--user|--proxy-user)[ \t=]?[ \t]*(["']?)([^\s:"'$]{1,64}):([^\s"'|;]{2,200})\1(?=\s|$)/i
const SSHPASS = /^sshpass[ \t]+-p[ \t]*(["']?)([^\s"']{2,200})\1(?=\s|$)/i

/** A value that a word of its own opens and no name: `Bearer …`, `IDENTIFIED BY '…'`, `curl -u user:…`. */
export function readScheme(text: Text, hit: number): Candidate | null {
  const rest = text.buffer.toString('latin1', hit, Math.min(text.end, hit + REACH))
  const initial = (rest[0] as string).toLowerCase()
  if (initial === 'b') return candidate(SCHEME.exec(rest), hit, 'authorization', 'scheme')
  if (initial === 'i')
    return candidate(isInStatement(text, hit) ? IDENTIFIED.exec(rest) : null, hit, 'password', 'flag')
  return candidate(initial === 'c' ? CURL.exec(rest) : SSHPASS.exec(rest), hit, 'password', 'flag')
}

/** True where SQL is more likely than a sentence: `values are identified by 'x-ms-copy-id'`. */
function isInStatement({ buffer, start }: Text, hit: number): boolean {
  return buffer[hit] === CAPITAL_I || STATEMENT.test(buffer.toString('latin1', Math.max(start, hit - LOOK_BACK), hit))
}

function candidate(found: RegExpExecArray | null, hit: number, key: string, form: 'scheme' | 'flag'): Candidate | null {
  if (found === null) return null
  const value = found.at(-1) as string
  const start = hit + found[0].lastIndexOf(value)
  return {
    form,
    key: form === 'scheme' ? `${key} ${found[1] as string}` : key,
    value,
    start,
    end: start + value.length,
  }
}
