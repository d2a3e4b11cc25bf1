import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runLookup } from '../../src/commands/run-lookup.ts'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { mergeConfig } from '../../src/config/merge-config.ts'
import { ScanError } from '../../src/model/errors.ts'
import { temporaryFolder } from '../support/git-repo.ts'
import { mock } from '../support/mock.ts'

const KEYS = ['ANTHROPIC_API_KEY', 'STRIPE_SECRET_KEY', 'DB_PASSWORD', 'PORT']
const EXAMPLE = 'ANTHROPIC_API_KEY=\nSTRIPE_SECRET_KEY=\nDB_PASSWORD=\nPORT=3000\n'

/** Long enough that nothing else in the output is likely to hold it. */
const value = fc.oneof(
  fc.string({ minLength: 9, maxLength: 40 }),
  fc.string({ minLength: 9, maxLength: 40 }).map((text) => `sk-ant-api03-${text}`),
  fc
    .constantFrom('aws-sm', 'azure-kv')
    .chain((scheme) => fc.string({ minLength: 9 }).map((text) => `${scheme}://${text}`)),
  fc.constantFrom(mock('anthropic-api-key'), `"${mock('stripe-test-key')}"`, 'your-own-api-key-here'),
)

test('no verb ever tells a value, whatever is wrong with it', async () => {
  await using folder = await temporaryFolder()
  const root = folder.path
  writeFileSync(join(root, '.env.example'), EXAMPLE)
  const config = mergeConfig(DEFAULT_SETTINGS, {
    ...{ cwd: root, root, source: { kind: 'work-tree' }, origin: { kind: 'defaults' }, overrides: {} },
  })
  const run = {
    now: () => 0,
    today: '2030-01-01',
    stdin: (async function* () {})(),
    signal: null,
    onProgress: () => {},
  }
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 4, maxLength: 4 }), fc.boolean(), async (values, isProduction) => {
      const env = Object.fromEntries(KEYS.map((key, i) => [key, values[i]]))
      const options = { environment: isProduction ? 'production' : null, mode: 'offline' } as const
      const requests = [
        { verb: 'secrets check', ...options } as const,
        ...KEYS.map((key) => ({ verb: 'secrets explain', key, ...options }) as const),
      ]
      for (const request of requests) {
        const said = await runLookup(config, request, { env, ...run }).catch((error: unknown) => {
          if (error instanceof ScanError) return { error: `${error.message} ${error.hint}` }
          throw error
        })
        const text = JSON.stringify(said)
        const told = values.filter((one) => {
          // a reference is an address, which explain tells
          const isReference = one.startsWith('aws-sm://') || one.startsWith('azure-kv://')
          return !isReference && one.trim().length > 8 && text.includes(JSON.stringify(one).slice(1, -1))
        })
        expect(told).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})
