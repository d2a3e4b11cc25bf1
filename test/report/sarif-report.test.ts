import fc from 'fast-check'
import type { Log } from 'sarif'
import { expect, test } from 'vitest'
import { decodePath } from '../../src/model/repo-path.ts'
import type { ScanReport } from '../../src/model/scan-report.ts'
import type { ReportOptions } from '../../src/report/reporter.ts'
import { anyOptions, hostileReport } from './arbitrary-report.ts'
import {
  ACME_DOCS,
  exampleFinding,
  exampleReport,
  exampleSkip,
  exampleSuppression,
  exampleViolation,
  render,
} from './example-report.ts'
import { compileSarifSchema } from './validate.ts'

const isSarif = compileSarifSchema()

/** The one run of a report's SARIF, which must be valid. */
function runOf(report: ScanReport, options: Partial<ReportOptions> = {}) {
  const log: Log = JSON.parse(render('sarif', report, options))
  expect(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true)
  expect(log.runs).toHaveLength(1)
  return partsOf(log)
}

function partsOf(log: Log) {
  const run = log.runs[0]!
  return { run, results: run.results ?? [], rules: run.tool.driver.rules ?? [], invocation: run.invocations![0]! }
}

test('a finding is a result with its place, its rule and its fingerprint', () => {
  const { run, results, rules } = runOf(exampleReport({ findings: [exampleFinding({ commit: 'ab'.repeat(20) })] }))
  expect(run.columnKind).toBe('utf16CodeUnits')
  expect(results[0]).toMatchObject({
    ruleId: 'acme-key',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'Acme API key (acme_****), confidence certain: checksum is valid' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/app.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 16, endLine: 12, endColumn: 40 },
        },
      },
    ],
    partialFingerprints: { 'keywardenSecret/v1': 'acme-key:0123abcd' },
    properties: { commit: 'ab'.repeat(20) },
  })
  expect(rules[0]).toMatchObject({
    id: 'acme-key',
    name: 'AcmeKey',
    shortDescription: { text: 'Acme API key' },
    helpUri: 'https://acme.example/keys',
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security', 'secret', 'cloud'], precision: 'very-high', 'security-severity': '9.5' },
  })
  expect(rules[0]?.help?.text).toContain(ACME_DOCS.remedy)
  expect(rules[0]?.help?.markdown).toContain('<https://acme.example/docs/keys>')
})

test('no line of a file and no hash of GitHub own is in it', () => {
  const text = render('sarif', exampleReport({ findings: [exampleFinding()] }))
  expect(text).not.toMatch(/snippet|const token|primaryLocationLineHash/)
})

test.each([
  ['critical', 'error', '9.5'],
  ['high', 'error', '8.0'],
  ['medium', 'warning', '5.5'],
  ['low', 'note', '2.0'],
] as const)('severity %s is level %s and security severity %s', (severity, level, score) => {
  const { results, rules } = runOf(exampleReport({ findings: [exampleFinding({ severity })] }))
  expect(results[0]?.level).toBe(level)
  expect(rules[0]?.properties?.['security-severity']).toBe(score)
})

test.each([
  ['a space, a quote and a percent sign', 'a b/"100%".ts', 'a%20b/%22100%25%22.ts'],
  ['a colon in the first part', 'c:x', 'c%3Ax'],
  ['letters beyond ASCII', 'naïve/漢', 'na%C3%AFve/%E6%BC%A2'],
  ['bytes that are not UTF-8', decodePath(Buffer.from([0x61, 0xff])), 'a%FF'],
  ['a line feed', 'a\nb', 'a%0Ab'],
  ['a question mark and a hash', 'a?b#c', 'a%3Fb%23c'],
  ['a leading slash', '//host/x', '%2F/host/x'],
])('a path with %s becomes a relative URI', (_, path, uri) => {
  const { results } = runOf(exampleReport({ findings: [exampleFinding({ path })] }))
  expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri)
})

test('an accepted finding is a suppressed result, unless it is to be left out', () => {
  const accepted = [exampleSuppression(exampleFinding(), 'inline'), exampleSuppression(exampleFinding())]
  const report = exampleReport({ suppressed: accepted })
  const { results, rules } = runOf(report)
  expect(results.map((result) => result.suppressions)).toMatchObject([
    [{ kind: 'inSource', status: 'accepted', justification: 'revoked long ago' }],
    [{ kind: 'external', status: 'accepted', justification: 'revoked long ago' }],
  ])
  expect(rules).toHaveLength(1)
  expect(runOf(report, { suppressedResults: 'omit' })).toMatchObject({ results: [], rules: [] })
  expect(runOf(report, { suppressedResults: 'omit' }).run.properties?.['suppressed']).toBe(2)
})

test('a violation is a result of a policy rule', () => {
  const { results, rules } = runOf(exampleReport({ findings: [exampleFinding()], violations: [exampleViolation()] }))
  expect(results[1]).toMatchObject({ ruleId: 'policy/env-tracked', ruleIndex: 1, level: 'error' })
  expect(results[1]?.message.text).toBe('.env is tracked by git\ngit rm --cached .env')
  expect(rules[1]?.id).toBe('policy/env-tracked')
})

test('an incomplete scan was no success, and its skips are notifications', () => {
  const skipped = [exampleSkip('submodule', 'sub'), exampleSkip('unreadable', 'a b', 'EACCES')]
  const { invocation, run } = runOf(exampleReport({ complete: false, skipped, notices: ['expired'] }))
  expect(invocation.executionSuccessful).toBe(false)
  expect(invocation.toolExecutionNotifications).toMatchObject([
    {
      level: 'error',
      descriptor: { id: 'skip/unreadable' },
      message: { text: 'Not looked at, could not be read: EACCES' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b' } } }],
    },
    { level: 'note', descriptor: { id: 'skip/submodule' } },
    { level: 'warning', descriptor: { id: 'notice' }, message: { text: 'expired' } },
  ])
  expect(run.properties?.['complete']).toBe(false)
})

test('an empty report says how much was seen', () => {
  const { run, invocation } = runOf(exampleReport())
  expect(invocation).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] })
  expect(run.properties).toMatchObject({ complete: true, summary: { objects: 12, bytes: 34_000 } })
})

test('a run holds no more results, rules, tags and notifications than GitHub takes, and says what is left off', () => {
  const tags = Array.from({ length: 40 }, (_, i) => `t${i}`)
  const findings = Array.from({ length: 25_010 }, (_, i) => exampleFinding({ ruleId: `rule-${i}` }))
  const skipped = Array.from({ length: 1_500 }, (_, i) => exampleSkip('lfs-pointer', `f${i}`))
  const report = exampleReport({ findings, violations: [exampleViolation()], skipped })
  // not validated: that no two of 25,000 rules are equal takes a validator minutes
  const docs = new Map([['rule-0', { ...ACME_DOCS, tags }]])
  const { results, rules, invocation } = partsOf(JSON.parse(render('sarif', report, { docs })))
  expect(results).toHaveLength(25_000)
  expect(rules).toHaveLength(25_000)
  expect(rules[0]?.properties?.tags).toHaveLength(20)
  const notes = invocation.toolExecutionNotifications ?? []
  expect(notes[0]).toMatchObject({
    descriptor: { id: 'results-left-off' },
    message: { text: expect.stringContaining('11 results left off') },
  })
  expect(notes).toHaveLength(1_002)
  expect(notes.at(-1)?.message.text).toBe('500 notifications left off.')
})

test('foreign text plants no link in a message', () => {
  const violations = [exampleViolation({ message: '[see](https://evil.example) is tracked' })]
  expect(runOf(exampleReport({ violations })).results[0]?.message.text).toMatch(/^\[see\] \(https/)
})

test('whatever the report, it follows the schema of SARIF 2.1.0 and each result finds its rule', () => {
  fc.assert(
    fc.property(hostileReport, anyOptions, (report, options) => {
      const { results, rules } = runOf(report, options)
      for (const result of results) expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId)
    }),
  )
})
