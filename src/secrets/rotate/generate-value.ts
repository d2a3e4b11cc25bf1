import { randomInt } from 'node:crypto'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'

/** A kind of values to generate. */
interface ValueKind {
  /** What one unit is drawn from. */
  readonly units: readonly string[]
  readonly separator: string
  /** Units that hold 80 bits of chance or more. */
  readonly least: number
  /** For a plan: `32 letters and digits`. */
  readonly says: string
}

/** A way to generate a value, checked. */
export interface ValueSpec extends ValueKind {
  readonly length: number
}

const DIGITS = '0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const MOST = 1024

/**
 * Words of consonant, vowel, consonant, vowel, consonant, 16 bits each, that can be read out over a telephone:
 * proquints, https://arxiv.org/html/0901.4016
 */
const SYLLABLES = [...'bdfghjklmnprstvz'].flatMap((consonant) => [...'aiou'].map((vowel) => consonant + vowel))
const KINDS: Readonly<Record<string, ValueKind>> = {
  alnum: { units: [...LETTERS, ...DIGITS], separator: '', least: 14, says: 'letters and digits' },
  hex: { units: [...DIGITS, ...'abcdef'], separator: '', least: 20, says: 'hex digits' },
  base64url: { units: [...LETTERS, ...DIGITS, '-', '_'], separator: '', least: 14, says: 'characters of base64url' },
  words: { units: SYLLABLES, separator: '-', least: 5, says: 'made-up words' },
}

/** Reads what is to be generated, `alnum:32`; the kinds are those of `KINDS`. */
export function parseValueSpec(text: string): ValueSpec {
  const [, name = '', digits = ''] = /^([a-z0-9]{1,20}):(\d{1,6})$/.exec(text) ?? []
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (kind === undefined) {
    throw new ScanError('USAGE', '--generate names no kind of value', {
      hint: 'write alnum:32, hex:64, base64url:43 or words:6',
    })
  }
  const length = Number(digits)
  if (length >= kind.least && length <= MOST) return { ...kind, length }
  throw new ScanError('USAGE', `--generate ${name}:${length} is too ${length < kind.least ? 'short' : 'long'}`, {
    hint: `write ${name}:${kind.least} or more, which nobody can guess, up to ${name}:${MOST}`,
  })
}

/** A value of that kind, by the system's source of chance, each character as likely as the others. */
export function generateValue({ units, separator, length }: ValueSpec): Secret {
  const draw = () => units[randomInt(units.length)] ?? ''
  const parts = Array.from({ length }, () => (separator === '' ? draw() : draw() + draw() + draw().charAt(0)))
  return new Secret(parts.join(separator))
}
