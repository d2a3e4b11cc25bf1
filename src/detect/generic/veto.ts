import { placeholderReason } from '../checks/placeholder.ts'
import type { Candidate } from './candidate.ts'
import { saysStandIn } from './stand-in.ts'
import { shapeOf, type ValueShape } from './value-shape.ts'

/** Shapes that no literal secret has, with what a reader is told of them. */
const NO_SECRET: Partial<Record<ValueShape, string>> = {
  template: 'a template, which something else fills in',
  code: 'an expression, not a literal',
  crypt: 'a hash of a password',
  url: 'a URL without a password',
  email: 'an address',
  version: 'a version, a date or an amount',
}
/** People make their passwords of what would be a placeholder for a token: walks over the keyboard, sequences. */
const PASSWORD = /pass|pwd/i
const PUBLIC =
  /^-----BEGIN (?:CERTIFICATE|PUBLIC|[A-Z ]*PRIVATE KEY)|^ssh-(?:rsa|dss|ed25519) |^MIIB[I-V]jAN|^MIIC[I-J]jAN/
/** A text for people: words and what stands between them in a sentence. */
const TEXT = /^[^0-9@#$%^&*+=_~<>{}[\]|\\]*\s[^0-9@#$%^&*+=_~<>{}[\]|\\]*$|\S+\s+\S+\s+\S+/

/** Why a value of its shape cannot be a secret whatever its name, null where it can. */
export function shapeVetoOf({ value, form }: Candidate, shape = shapeOf(value)): string | null {
  const reason = NO_SECRET[shape]
  if (reason !== undefined) return reason
  if (PUBLIC.test(value)) return 'a public key, a certificate or a block that has a rule of its own'
  if (value.length < 4) return 'shorter than four characters'
  if (hasFewCharacters(value)) return 'repeated characters'
  if (shape === 'not-ascii' && !isSigned(value)) return 'a text, not a value'
  if (shape === 'spaced' && (form !== 'quoted' || TEXT.test(value))) return 'a text, not a value'
  return null
}

/** Why a value is evidently a stand-in for a secret, null where it may be one. */
export function placeholderVetoOf({ key, value, form }: Candidate): string | null {
  if (form === 'scheme' && /basic$/i.test(key) && saysStandIn(decoded(value)))
    return 'an example of basic authentication'
  return PASSWORD.test(key) ? null : placeholderReason(value, '')
}

/** True for what is written with one or two different characters. */
function hasFewCharacters(value: string): boolean {
  let [one, other] = ['', '']
  for (const char of value) {
    if (one === '') one = char
    else if (char !== one && other === '') other = char
    else if (char !== one && char !== other) return false
  }
  return true
}

/** A sign beyond ASCII among digits and letters: `§` in a password. */
function isSigned(value: string): boolean {
  const ascii = value.replace(/[^\x21-\x7e]/g, '')
  return /\d/.test(ascii) && /[A-Za-z]/.test(ascii) && ascii.length >= 8 && value.length - ascii.length <= 4
}

function decoded(value: string): string {
  const text = Buffer.from(value, 'base64').toString('latin1')
  return /^[\x21-\x7e]+$/.test(text) ? text : ''
}
