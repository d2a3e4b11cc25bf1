import { expect, test } from 'vitest'
import { failingFindings, failingViolations } from '../../src/report/fail-level.ts'
import { exampleFinding, exampleReport, exampleViolation } from './example-report.ts'

test.each([
  ['critical', 'certain', true],
  ['high', 'medium', true],
  ['medium', 'certain', false],
  ['critical', 'low', false],
] as const)('severity %s with confidence %s fails at high and medium: %s', (severity, confidence, fails) => {
  const report = exampleReport({ findings: [exampleFinding({ severity, confidence })] })
  expect(failingFindings(report, { failOn: 'high', minConfidence: 'medium' })).toHaveLength(fails ? 1 : 0)
})

test('violations fail by severity alone', () => {
  const report = exampleReport({ violations: [exampleViolation({ severity: 'low' }), exampleViolation()] })
  expect(failingViolations(report, { failOn: 'high', minConfidence: 'certain' })).toEqual([exampleViolation()])
})
