import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBuiltInRules } from '../../../src/commands/built-in-rules.ts'
import { createSecretDetector } from '../../../src/commands/detect-secrets.ts'
import { mockSecret } from '../../../src/commands/testing/mock-secret.ts'
import { isMock } from '../../../src/model/mock-mark.ts'
import { fillMock } from '../../../src/rules/fill-mock.ts'
import { mock } from '../../support/mock.ts'

const docs = openBuiltInRules()
  .docs()
  .filter((rule) => rule.mock !== '')

test.each(['wrong', 'valid'] as const)(
  'with a %s checksum every rule finds its mock and knows it for one',
  async (checksum) => {
    const detect = await createSecretDetector()
    const unknown = docs.filter(({ id, positive }) => {
      const value = mockSecret(id, 'seed', { checksum })
      const text = fillMock(positive[0] ?? '', { seed: 'seed', complete: () => '', mock: value })
      return !detect(text, 'a.txt').some(({ ruleId, secret }) => ruleId === id && isMock(id, secret.reveal()))
    })
    expect(docs.length).toBeGreaterThan(900)
    expect(unknown.map(({ id }) => id)).toEqual([])
  },
)

test('a checksum is wrong unless a valid one is asked for', async () => {
  const detect = await createSecretDetector()
  const reasons = (value: string) => detect(`const token = '${value}'`, 'a.js').flatMap((found) => found.reasons)
  expect(reasons(mockSecret('github-pat', 'a')).join()).toMatch(/checksum does not match/)
  expect(reasons(mockSecret('github-pat', 'a', { checksum: 'valid' }))).toContain('checksum is valid')
})

test('a value of the same form that carries no mark is no mock', () => {
  expect(docs.filter(({ id }) => isMock(id, mock(id, 'plain'))).map(({ id }) => id)).toEqual([])
})

test('chance gives no text the mark', () => {
  const key = fc.base64String({ minLength: 20, maxLength: 400 })
  fc.assert(
    fc.property(key, (text) => !isMock('github-pat', text)),
    { numRuns: 20_000, seed: 7 },
  )
})

test('a text that repeats itself carries no mark, though each of its few contexts may fit', () => {
  const marked = mockSecret('generic-secret', 'cycle').slice(0, 12)
  expect(isMock('generic-secret', marked.repeat(4))).toBe(false)
  const units = Array.from({ length: 400 }, (_, i) => i.toString(36).padStart(2, 'x'))
  expect(units.filter((unit) => isMock('generic-secret', unit.repeat(20)))).toEqual([])
})

test('a mock of one rule is none of another', () => {
  expect(isMock('github-pat', mockSecret('github-pat', 'a'))).toBe(true)
  expect(isMock('generic-secret', mockSecret('github-pat', 'a'))).toBe(false)
})

test('the same seed gives the same mock, another one another', () => {
  expect(mockSecret('openai-project-key', 'a')).toBe(mockSecret('openai-project-key', 'a'))
  expect(mockSecret('openai-project-key', 'a')).not.toBe(mockSecret('openai-project-key', 'b'))
})

test('a rule that does not exist is an error that names the one meant', () => {
  expect(() => mockSecret('github-pta')).toThrow(
    expect.objectContaining({ code: 'USAGE', hint: 'did you mean "github-pat"?' }),
  )
})
