import { type HeldPair, knownValues } from '../../known/held-values.ts'
import { isSecretName } from '../../known/is-worth-seeking.ts'
import type { Secret } from '../../model/secret.ts'

/** What a program is given, and what of it the template shows to everybody. */
export interface GivenValues {
  readonly env: NodeJS.ProcessEnv
  readonly pairs: readonly HeldPair[]
  readonly shown: ReadonlySet<string>
}

/** The values that must not show in a program's output: of those resolved for it, and of its environment by their names. */
export function collectProgramSecrets({ env, pairs, shown }: GivenValues): readonly Secret[] {
  const named = Object.entries(env).flatMap(([key, value]) => (value && isSecretName(key) ? [{ key, value }] : []))
  const holders = [
    { origin: 'the settings', pairs },
    { origin: 'the environment', pairs: named },
  ]
  return knownValues(holders, shown).map(({ value }) => value)
}
