import type { SecretSpan } from '../match-pattern.ts'

/**
 * How a value stands to its name: `quoted` and `bare` behind an operator, `argument` in a call, `pair` as the value
 * beside the name in a list of both, `query` in a URL or form, `flag` on a command line, `element` in XML, `scheme`
 * behind the word of an Authorization header.
 */
export type Form = 'quoted' | 'bare' | 'argument' | 'pair' | 'query' | 'flag' | 'element' | 'scheme'

/** A name and a value that it is given, as the syntax says; nothing is known yet of whether it is a secret. */
export interface Candidate extends SecretSpan {
  readonly form: Form
  readonly key: string
  /** The value without quotes, its parts joined; bytes as Latin-1. */
  readonly value: string
}
