import { nearestName } from '../../config/nearest-name.ts'
import { ScanError } from '../../model/errors.ts'
import { type MockChoice, mockValue } from '../../secrets/mock/mock-value.ts'
import { readMockRecipes } from './mock-recipes.ts'

/** What may be chosen of a mock. */
export type MockOptions = Partial<Pick<MockChoice, 'checksum'>>

/** Read when the module is loaded, which only tests do: they ask for many mocks. */
const RECIPES = readMockRecipes()

/**
 * A value of the form that the built-in rule describes, for tests: the same for the same seed. Nobody has issued it, its checksum is
 * wrong unless `checksum` is `valid`, and a scan tells it as a mock and does not fail on it.
 * @param ruleId as `keywarden rules list` shows it, such as `anthropic-api-key`
 */
export function mockSecret(ruleId: string, seed = 'mock', { checksum = 'wrong' }: MockOptions = {}): string {
  const recipe = RECIPES.get(ruleId)
  if (recipe === undefined) throw unknownRule(ruleId)
  const value = mockValue(recipe, { seed, checksum })
  if (value !== null) return value
  throw new ScanError('INTERNAL', `no mock of ${ruleId} can be made`, { hint: 'please report this' })
}

function unknownRule(ruleId: string): ScanError {
  if (typeof ruleId !== 'string') {
    throw new ScanError('USAGE', 'a rule is named by its id, a string', {
      hint: 'keywarden rules list shows the rules',
    })
  }
  const meant = nearestName(ruleId, RECIPES.keys())
  const shown = /^[a-z0-9-]{1,60}$/.test(ruleId) ? `the rule "${ruleId}"` : 'this rule'
  return new ScanError('USAGE', `${shown} does not exist, so no mock of it can be made`, {
    hint: meant === null ? 'keywarden rules list shows the rules' : `did you mean "${meant}"?`,
  })
}
