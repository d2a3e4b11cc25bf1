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
const SENTENCE = /[^\s]+\s+[^\s]+\s+[^\s]+/

/** Why a value cannot be a secret whatever its name, null where it can. */
export function vetoOf({ key, value, form }: Candidate): string | null {
  const shape = shapeOf(value)
  const reason = NO_SECRET[shape]
  if (reason !== undefined) return reason
  if (value.length < 4) return 'shorter than four characters'
  if (new Set(value).size < 3) return 'repeated characters'
  if ((shape === 'not-ascii' || shape === 'spaced') && !isPassphrase(value, form)) return 'a text, not a value'
  if (form === 'scheme' && /basic$/i.test(key) && saysStandIn(decoded(value))) return 'an example of basic authentication'
  return null
}

/** A password may hold a blank; a sentence is none. */
function isPassphrase(value: string, form: Candidate['form']): boolean {
  return form === 'quoted' && /^[\x20-\x7e]+$/.test(value) && (!SENTENCE.test(value) || /[^\w\s.,!?'"-]/.test(value))
}

function decoded(value: string): string {
  const text = Buffer.from(value, 'base64').toString('latin1')
  return /^[\x21-\x7e]+$/.test(text) ? text : ''
}
