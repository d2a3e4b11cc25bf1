import type { Match, RuledSecret } from '../../../model/match.ts'
import type { CompiledRule } from '../../../model/rule.ts'
import { Secret } from '../../../model/secret.ts'
import type { InlineReading, JudgedMatch } from '../../../triage/inline-allow.ts'

/** A secret on its way between two threads, the one place where its value stands bare: never log it. */
export interface PackedSecret {
  readonly value: string
  readonly shownPrefix: string
}

/** A reading on its way between two threads: plain data, for a class does not survive it. */
export interface PackedReading extends Omit<InlineReading, 'matches'> {
  readonly matches: readonly PackedMatch[]
}

interface PackedMatch {
  readonly match: Omit<Match, 'secret' | 'also'> & {
    readonly secret: PackedSecret
    readonly also?: readonly PackedRuled[]
  }
  readonly inline: JudgedMatch['inline']
}

interface PackedRuled {
  readonly rule: CompiledRule
  readonly secret: PackedSecret
}

export function packSecret(secret: Secret): PackedSecret {
  return { value: secret.reveal(), shownPrefix: secret.shownPrefix }
}

export function unpackSecret({ value, shownPrefix }: PackedSecret): Secret {
  return new Secret(value, shownPrefix)
}

/** The plain data of a reading. */
export function packReading({ matches, ...told }: InlineReading): PackedReading {
  const packed = matches.map(({ match: { secret, also, ...match }, inline }) => ({
    match: { ...match, secret: packSecret(secret), ...(also && { also: also.map(packRuled) }) },
    inline,
  }))
  return { ...told, matches: packed }
}

function packRuled({ rule, secret }: RuledSecret): PackedRuled {
  return { rule, secret: packSecret(secret) }
}

/** Makes readings of plain data, as they were. */
export class ReadingUnpacker {
  readonly #rules = new Map<string, CompiledRule>()

  unpack({ matches, ...told }: PackedReading): InlineReading {
    return { ...told, matches: matches.map((judged) => this.#unpackMatch(judged)) }
  }

  #unpackMatch({ match: { secret, also, rule, ...match }, inline }: PackedMatch): JudgedMatch {
    const ruled = also?.map((one) => ({ rule: this.#same(one.rule), secret: unpackSecret(one.secret) }))
    return {
      match: { ...match, rule: this.#same(rule), secret: unpackSecret(secret), ...(ruled && { also: ruled }) },
      inline,
    }
  }

  /** Each message brings copies of rules of some kilobytes, and one of each is enough; a known value's has a description of its own. */
  #same(rule: CompiledRule): CompiledRule {
    const key = `${rule.id}\0${rule.description}`
    const known = this.#rules.get(key)
    if (known === undefined) this.#rules.set(key, rule)
    return known ?? rule
  }
}
