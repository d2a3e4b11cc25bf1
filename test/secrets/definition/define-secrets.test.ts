import * as v from 'valibot'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { defineSecrets, type loadSecrets, type Secret, type SettingsOf } from '../../../src/secrets.ts'

const definition = defineSecrets({
  ANTHROPIC_API_KEY: { rule: 'anthropic-api-key', required: true },
  SENTRY_DSN: { required: false },
  WEBHOOK_SECRET: { schema: v.pipe(v.string(), v.minLength(20)) },
  PORT: { sensitive: false, default: '3000' },
  WORKERS: { sensitive: false, schema: v.pipe(v.string(), v.transform(Number)) },
  TIMEOUT: { sensitive: false, required: false, schema: v.pipe(v.string(), v.transform(Number)) },
  REGION: { sensitive: false, required: false },
  COLOUR: { sensitive: false, required: false, default: 'red' },
})

describe('types', () => {
  type Settings = SettingsOf<typeof definition.keys>

  test('a secret is a Secret, whatever its schema says', () => {
    expectTypeOf<Settings['ANTHROPIC_API_KEY']>().toEqualTypeOf<Secret>()
    expectTypeOf<Settings['WEBHOOK_SECRET']>().toEqualTypeOf<Secret>()
    expectTypeOf<Settings['SENTRY_DSN']>().toEqualTypeOf<Secret | undefined>()
  })

  test('what is no secret is a text, or what its schema gives', () => {
    expectTypeOf<Settings['PORT']>().toEqualTypeOf<string>()
    expectTypeOf<Settings['WORKERS']>().toEqualTypeOf<number>()
    expectTypeOf<Settings['TIMEOUT']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Settings['REGION']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Settings['COLOUR']>().toEqualTypeOf<string>()
  })

  test('keys are those of the definition, and cannot be changed', () => {
    expectTypeOf<keyof Settings>().toEqualTypeOf<keyof typeof definition.keys>()
    expectTypeOf<Settings>().toEqualTypeOf<Readonly<Settings>>()
    expectTypeOf<Awaited<ReturnType<typeof loadSecrets>>>().toEqualTypeOf<
      Readonly<Record<string, Secret | string | undefined>>
    >()
  })

  test('a definition that contradicts itself does not compile', () => {
    // @ts-expect-error a secret has no default
    expect(() => defineSecrets({ A: { default: 'x' } })).toThrow()
    // @ts-expect-error a rule is for secrets
    expect(() => defineSecrets({ A: { sensitive: false, rule: 'github-pat' } })).toThrow()
    // @ts-expect-error a secret stays a text
    defineSecrets({ A: { schema: v.pipe(v.string(), v.transform(Number)) } })
    // @ts-expect-error a default is a text
    expect(() => defineSecrets({ A: { sensitive: false, default: 3000 } })).toThrow()
  })
})

describe('refused', () => {
  test.each([
    [{ A: { default: 'x' } }, 'A is a secret and has a default'],
    [{ A: { sensitive: true, default: 'x' } }, 'A is a secret and has a default'],
    [{ A: { sensitive: false, default: 3000 } }, 'the default of A is no text'],
    [{ A: { sensitive: false, rule: 'github-pat' } }, 'A has the rule of a secret and is not sensitive'],
    [{ A: { requried: true } }, 'A has an unknown property'],
    [{ 'a b': {} }, 'a key is no name of a variable'],
  ])('%j', (keys, message) => {
    expect(() => defineSecrets(keys as never)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }))
  })
})
