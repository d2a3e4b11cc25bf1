import { createKnownFinder, KNOWN_RULE } from '../../known/known-finder.ts'
import type { KnownValue } from '../../known/known-value.ts'
import { isEnvFile } from '../../policy/env-file-name.ts'
import type { MakeKnownFinder } from './engine-recipe.ts'

/** What makes a finder of the values, which `.env` files hold by right. */
export function knownFinderOf(values: readonly KnownValue[]): MakeKnownFinder {
  return (rule) => createKnownFinder(values, { rule: () => rule(KNOWN_RULE), isHolder: isEnvFile })
}
