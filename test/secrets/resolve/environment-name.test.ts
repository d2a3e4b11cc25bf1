import { describe, expect, test } from 'vitest'
import { envFileNames } from '../../../src/secrets/resolve/env-file-names.ts'
import { environmentName, isProduction } from '../../../src/secrets/resolve/environment-name.ts'

const named = (name: string | null, env: Record<string, string> = {}) => environmentName({ name, saidBy: '--env' }, env)

describe('the environment', () => {
  test.each([
    ['production', { ENVIRONMENT: 'staging', NODE_ENV: 'test' }, 'production', '--env'],
    [null, { ENVIRONMENT: 'staging', NODE_ENV: 'test' }, 'staging', 'ENVIRONMENT'],
    [null, { ENVIRONMENT: '', NODE_ENV: 'test' }, 'test', 'NODE_ENV'],
    [null, {}, '', ''],
  ])('--env %s in %j is %s by %s', (asked, env, name, saidBy) => {
    expect(named(asked, env)).toEqual({ name, saidBy })
  })

  test.each(['../etc', 'a/b', 'example', 'a b', '.', 'x'.repeat(65)])(
    '%s is refused without being repeated',
    (name) => {
      const refused = () => named(null, { NODE_ENV: name })
      expect(refused).toThrow(/^NODE_ENV names no environment/)
      expect(refused).toThrow(expect.objectContaining({ code: 'USAGE' }))
    },
  )

  test.each([
    ['production', true],
    ['Prod', true],
    ['live', true],
    ['preprod', false],
    ['', false],
  ])('%s is production: %s', (name, expected) => {
    expect(isProduction({ name, saidBy: '' })).toBe(expected)
  })
})

describe('.env files, the one that wins first', () => {
  test.each([
    ['', ['.env.local', '.env']],
    ['staging', ['.env.staging.local', '.env.staging', '.env.local', '.env']],
    ['test', ['.env.test', '.env']],
    ['local', ['.env.local.local', '.env.local', '.env']],
  ])('of %j', (name, files) => {
    expect(envFileNames({ name, saidBy: '' })).toEqual(files)
  })
})
