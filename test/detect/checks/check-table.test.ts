import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check } from '../../../src/detect/checks/check.ts'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'

/** Any UTF-16 code unit, lone surrogates with them. */
const CODE_UNIT = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))

/** Starts that lead deep into one check or another. */
const STARTS = [
  '',
  'ghp_',
  'github_pat_',
  'glpat-',
  'glsa_',
  'glc_eyJ',
  'sntrys_eyJpYXQiO',
  'ATATT3',
  'AKIA',
  'AKCp',
  'cmVmd',
  'BBDC-',
  'SUA',
  'AGE-SECRET-KEY-1',
  'pypi-AgEIcHlwaS5vcmcC',
  'eyJhbGciOiJIUzI1NiJ9.eyJ',
  'MTIz.',
  '123456789:AA',
  `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIEpAIBAAKCAQEA`,
  `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA`,
  'postgres://u:',
  'Server=a;Password=',
  '{"private_key": "',
]

describe.each(Object.entries(CHECKS) as [string, Check][])('%s', (_name, check) => {
  test('never throws, and speaks in short clauses', () => {
    const tail = fc.oneof(
      fc.string({ unit: CODE_UNIT, maxLength: 200 }),
      fc.base64String({ maxLength: 200 }),
      fc.json(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), tail, (start, rest) => {
        const verdict = check.verify(start + rest)
        if (verdict !== null) expect(verdict.reason).toMatch(/^[a-zA-Z][^\n]{3,250}$/)
        expect(typeof (check.complete?.(start + rest) ?? '')).toBe('string')
      }),
    )
  })

  test('has nothing to say of the empty text but that it is nothing', () => {
    const outcome = check.verify('')?.outcome ?? null
    expect([null, 'rejects', 'refutes']).toContain(outcome)
  })
})
