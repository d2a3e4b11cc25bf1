import { nearestName } from '../../config/nearest-name.ts'
import { type ObjectShape, requireShape } from '../../model/argument-shape.ts'
import { ScanError } from '../../model/errors.ts'
import { type MockChoice, mockValue } from '../../secrets/mock/mock-value.ts'
import { readMockRecipes } from './mock-recipes.ts'

/** What may be chosen of a mock. */
export type MockOptions = Partial<Pick<MockChoice, 'checksum'>>

const OPTIONS: ObjectShape = {
  checksum: { says: '"wrong" or "valid"', fits: (value) => value === 'wrong' || value === 'valid' },
}
const HINT =
  "write mockSecret('github-pat'), mockSecret('github-pat', 'a seed'), or { checksum: 'valid' } behind the seed"

/** Read when the module is loaded, which only tests do: they ask for many mocks. */
const RECIPES = readMockRecipes()

/**
 * A value of the form that the built-in rule describes, for tests: the same for the same seed. Nobody has issued it, its checksum is
 * wrong unless `checksum` is `valid`, and a scan tells it as a mock and does not fail on it.
 * @param ruleId as `keywarden rules list` shows it, such as `anthropic-api-key`
 */
export function mockSecret(ruleId: string, seed = 'mock', options: MockOptions = {}): string {
  requireShape(options, OPTIONS, { name: 'what was passed as options', hint: HINT, code: 'USAGE' })
  if (typeof seed !== 'string') throw new ScanError('USAGE', 'the seed of a mock is no string', { hint: HINT })
  const { checksum = 'wrong' } = options
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
