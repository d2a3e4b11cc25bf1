import { ScanError } from './errors.ts'

/** Same length for every secret, so that a mask does not tell how long the value is. */
const MASK = '****'
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A secret's value that shows itself only masked: in strings, in JSON and in `util.inspect`.
 * `reveal()` is the one way out; search for it to see every use.
 */
export class Secret {
  readonly #value: string
  /** Masked form that may be shown: a well-known prefix and a mask of fixed length, `ghp_****`. */
  readonly redacted: string

  /** @param shownPrefix literal start that every secret of this kind shares; ignored where the value does not start with it */
  constructor(value: string, shownPrefix = '') {
    if (typeof value !== 'string') throw new ScanError('USAGE', 'a Secret holds a string', { hint: 'pass one' })
    this.#value = value
    const isShown = shownPrefix.length < value.length && value.startsWith(shownPrefix)
    this.redacted = (isShown ? shownPrefix : '') + MASK
  }

  /** The value itself. For a check, a store, a hash or the fixer; never for output. */
  reveal(): string {
    return this.#value
  }

  /** What of `redacted` is not the mask. */
  get shownPrefix(): string {
    return this.redacted.slice(0, -MASK.length)
  }

  /** True where both hold the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value
  }

  toString(): string {
    return this.redacted
  }

  toJSON(): string {
    return this.redacted
  }

  [INSPECT](): string {
    return `Secret(${this.redacted})`
  }
}
