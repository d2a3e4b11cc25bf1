import { AN_OBJECT, isRecord, requireShape } from '../../model/argument-shape.ts'
import { ScanError } from '../../model/errors.ts'
import { type MockOptions, mockSecret } from './mock-secret.ts'

/** What a key is to hold: a mock of the rule with this id, a value of your own that is no secret, or null for nothing. */
export type MockedKey =
  | string
  | ({ readonly rule: string; readonly seed?: string } & MockOptions)
  | { readonly value: string }
  | null

/** The keys that a test sets. */
export type MockedKeys = Readonly<Record<string, MockedKey>>

/** Values by key; a key that is taken away has none. */
export type MockValues<Keys extends MockedKeys> = {
  readonly [Key in keyof Keys]: Keys[Key] extends null ? undefined : string
}

/** An environment that holds mocks until it is restored. */
export interface MockedSecrets<Keys extends MockedKeys> extends Disposable {
  readonly values: MockValues<Keys>
  /** Puts every key back as it was. A second call changes nothing. */
  readonly restore: () => void
}

/** Where mocks are set. */
export interface MockedEnvironment {
  /** `process.env` where none is given. */
  readonly env?: Record<string, string | undefined>
}

/**
 * Sets environment variables to mocks, for any test runner: call `restore` when the test is over, or declare the result with `using`.
 * A key's own name is the seed, so two keys of one rule differ and each is the same in every run.
 */
export function mockSecrets<const Keys extends MockedKeys>(
  keys: Keys,
  where: MockedEnvironment = {},
): MockedSecrets<Keys> {
  checkArguments(keys, where)
  const { env = process.env } = where
  // all values first: a rule that does not exist leaves the environment as it is
  const values = new Map(Object.entries(keys).map(([key, mocked]) => [key, mockedValue(key, mocked)]))
  const before = new Map([...values.keys()].map((key) => [key, env[key]]))
  assign(env, values)
  const restore = () => {
    assign(env, before)
    before.clear()
  }
  return { values: Object.fromEntries(values) as MockValues<Keys>, restore, [Symbol.dispose]: restore }
}

/**
 * The same as a fixture of Vitest: `base.extend({ secrets: mockSecretsFixture({ … }) })`. A test that asks for `secrets` gets
 * the values; the environment is put back after it.
 */
export function mockSecretsFixture<const Keys extends MockedKeys>(keys: Keys, where: MockedEnvironment = {}) {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one asks for
  return async ({}: object, use: (values: MockValues<Keys>) => Promise<void>): Promise<void> => {
    const mocked = mockSecrets(keys, where)
    try {
      await use(mocked.values)
    } finally {
      mocked.restore()
    }
  }
}

const HINT = "write mockSecrets({ API_KEY: 'github-pat', PORT: { value: '3000' }, PROXY: null })"

/** Programs without types pass anything. */
function checkArguments(keys: MockedKeys, where: MockedEnvironment): void {
  requireShape(keys, {}, { name: 'what was passed as keys', hint: HINT, code: 'USAGE' })
  requireShape(
    where,
    { env: AN_OBJECT },
    {
      name: 'what was passed as second argument',
      hint: 'pass { env } with an object to set mocks in, or nothing for process.env',
      code: 'USAGE',
    },
  )
}

function mockedValue(key: string, mocked: MockedKey): string | undefined {
  if (mocked === null) return undefined
  if (!saysWhat(mocked)) throw new ScanError('USAGE', `nothing says what ${key} is to hold`, { hint: HINT })
  if (typeof mocked === 'string') return mockSecret(mocked, key)
  if ('value' in mocked) return mocked.value
  const { rule, seed = key, checksum = 'wrong' } = mocked
  return mockSecret(rule, seed, { checksum })
}

function saysWhat(mocked: unknown): boolean {
  if (!isRecord(mocked)) return typeof mocked === 'string'
  return [mocked['value'], mocked['rule']].some((one) => typeof one === 'string')
}

function assign(env: Record<string, string | undefined>, values: ReadonlyMap<string, string | undefined>): void {
  for (const [key, value] of values) {
    if (value === undefined) delete env[key]
    else env[key] = value
  }
}
