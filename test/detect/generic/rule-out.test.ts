import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form } from '../../../src/detect/generic/candidate.ts'
import { judgeCandidate } from '../../../src/detect/generic/judge-candidate.ts'
import { isRuledOut } from '../../../src/detect/generic/rule-out.ts'

const FORMS: readonly Form[] = ['quoted', 'bare', 'argument', 'pair', 'query', 'flag', 'element', 'scheme']
const part = fc.constantFrom(
  'db',
  'Password',
  'pwd',
  '_',
  'api',
  'Key',
  'SECRET',
  'token',
  'auth',
  'Id',
  'type',
  'setPass',
  '.',
)
const key = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const value = fc.oneof(
  fc
    .array(
      fc.constantFrom('my', 'Secret', 'foo', '-', '_', '7', '42', 'summer', '!', ' ', 'Ab3', 'x', '.', '/', '$', '{'),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'abcXYZ0189+/=_-!'), minLength: 1, maxLength: 70 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1, maxLength: 64 }),
)
const kind = fc.constantFrom('code', 'config', 'prose')

test('what is ruled out has no confidence when it is judged', () => {
  let ruledOut = 0
  fc.assert(
    fc.property(
      key,
      value,
      fc.constantFrom(...FORMS),
      kind,
      fc.boolean(),
      fc.boolean(),
      (key, value, form, kind, isVendored, isLongLine) => {
        const candidate = { key, value, form, start: 0, end: value.length }
        if (!isRuledOut(candidate, kind)) return
        ruledOut++
        expect(judgeCandidate(candidate, { kind, isVendored, isLongLine }).confidence).toBeNull()
      },
    ),
    { numRuns: 20_000 },
  )
  expect(ruledOut).toBeGreaterThan(2000)
})

test.each([
  ['key', 'ArrowDown'],
  ['password', 'process.env.PASSWORD'],
  ['tokenType', 'bearer'],
])('%s: "%s" is ruled out', (key, value) => {
  expect(isRuledOut({ key, value, form: 'quoted', start: 0, end: value.length }, 'code')).toBe(true)
})
