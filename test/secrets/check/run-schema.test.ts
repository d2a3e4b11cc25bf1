import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { runSchema } from '../../../src/secrets/check/run-schema.ts'
import type { StandardSchemaV1 } from '../../../src/secrets/definition/standard-schema.ts'

const saying = (message: string): StandardSchemaV1 => ({
  '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message }] }) },
})
const says = async (schema: StandardSchemaV1, value: string | undefined) => {
  const result = await runSchema(schema, value)
  return result.kind === 'accepted' ? result.output : result.problem.says
}

test('what a validator makes of a value is passed on', async () => {
  const port = v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(1))
  expect(await says(port, '8080')).toBe(8080)
  expect(await says(v.optional(v.string(), 'info'), undefined)).toBe('info')
})

test('validators may take their time', async () => {
  const slow = v.pipeAsync(
    v.string(),
    v.checkAsync(async (value) => value === 'good', 'must be good'),
  )
  expect(await says(slow, 'good')).toBe('good')
  expect(await says(slow, 'ugly')).toBe('is refused: must be good')
})

describe('what a validator says is told only where nothing of the value is in it', () => {
  test.each([
    ['must be at least 20 characters', 'hunter2-hunter2', 'is refused: must be at least 20 characters'],
    ['received "hunter2-hunter2"', 'hunter2-hunter2', 'is refused by its schema'],
    ['received "HUNTER2…"', 'hunter2-hunter2', 'is refused by its schema'],
    ['no such thing as unte', 'hunter2-hunter2', 'is refused by its schema'],
    ['not abc', 'abc', 'is refused by its schema'],
    ['line 1\nline 2', 'hunter2', 'is refused: line 1 line 2'],
  ])('%j of %j', async (message, value, expected) => {
    expect(await says(saying(message), value)).toBe(expected)
  })

  test('valibot repeats what it was given, and that is withheld', async () => {
    expect(await says(v.picklist(['a', 'b']), 'hunter2-hunter2')).toBe('is refused by its schema')
  })
})

test('what a validator throws is not told', async () => {
  const throwing: StandardSchemaV1 = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        throw new Error(String(value))
      },
    },
  }
  expect(await says(throwing, 'hunter2')).toBe('made its schema throw an error')
})
