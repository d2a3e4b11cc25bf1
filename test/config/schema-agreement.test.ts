import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { stringify } from 'smol-toml'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { parseSettings } from '../../src/config/parse-settings.ts'
import { ScanError } from '../../src/model/errors.ts'
import { POLICIES } from '../../src/model/policy.ts'
import { arbitrarySettings } from './arbitrary-settings.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../src/config/schemas/keywarden.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ allErrors: false, strict: true }).compile(schema)

function isAccepted(settings: object): boolean {
  try {
    parseSettings(stringify(settings), 'keywarden.toml', '/repo')
    return true
  } catch (error) {
    if (error instanceof ScanError) return false
    throw error
  }
}

test('the schema and the validator agree on every document', () => {
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(arbitrarySettings, (settings) => {
      const isValid = isAccepted(settings)
      if (isValid) accepted++
      else refused++
      expect(validate(settings)).toBe(isValid)
    }),
    { numRuns: 3000 },
  )
  expect(Math.min(accepted, refused)).toBeGreaterThan(300)
})

test.each([
  { colour: true },
  { rules: { disable: [] } },
  { policy: { 'env-file': 'off' } },
  { allow: [{ reason: 'r', rules: ['a'], path: [] }] },
])('neither accepts the unknown key in %j', (settings) => {
  expect([isAccepted(settings), validate(settings)]).toEqual([false, false])
})

test('the defaults in the schema are those of the program', () => {
  const { properties } = schema
  expect(properties['fail-on'].default).toBe(DEFAULT_SETTINGS.failOn)
  expect(properties['min-confidence'].default).toBe(DEFAULT_SETTINGS.minConfidence)
  expect(properties['strict-checksums'].default).toBe(DEFAULT_SETTINGS.strictChecksums)
  expect(properties.baseline.default).toBe(DEFAULT_SETTINGS.baseline)
  const { allow: _, ...policies } = properties.policy.properties
  const levels = Object.entries(policies).map(([id, policy]) => [id, (policy as { default: string }).default])
  expect(Object.fromEntries(levels)).toEqual(POLICIES)
  expect(properties.secrets.properties.timeout.default).toBe(DEFAULT_SETTINGS.secrets.timeout)
  expect(properties.secrets.properties.cache.default).toBe(DEFAULT_SETTINGS.secrets.cache)
})
