import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SUPPRESSION_KINDS } from '../../src/model/finding.ts'
import { decodePath, encodePath } from '../../src/model/repo-path.ts'
import { CONFIDENCES, SEVERITIES } from '../../src/model/rule.ts'
import { SKIP_REASONS } from '../../src/model/skip.ts'
import { hostileReport } from './arbitrary-report.ts'
import {
  exampleFinding,
  exampleReport,
  exampleSkip,
  exampleSuppression,
  exampleViolation,
  render,
} from './example-report.ts'
import { compileSchema, readSchema } from './validate.ts'

const isReport = compileSchema('report.schema.json')
const isLine = compileSchema('report-line.schema.json')

const FULL = exampleReport({
  findings: [exampleFinding({ commit: 'ab'.repeat(20) }), exampleFinding()],
  violations: [exampleViolation({ line: 3 }), exampleViolation()],
  suppressed: [exampleSuppression(exampleFinding())],
  skipped: [exampleSkip('submodule', 'sub')],
  notices: ['a notice'],
})

test('json: an empty report still tells what was seen', () => {
  expect(JSON.parse(render('json', exampleReport()))).toEqual({
    schemaVersion: 1,
    tool: { name: 'keywarden', version: '1.2.3', rules: 'abc123' },
    complete: true,
    subject: { mode: 'staged', detail: '' },
    summary: { objects: 12, bytes: 34_000, commits: 0, skipped: 0, alreadyThere: 0, milliseconds: 41 },
    findings: [],
    violations: [],
    suppressed: [],
    skipped: [],
    notices: [],
  })
})

test('json: a finding has the published fields and no line of the file', () => {
  const [first, second] = JSON.parse(render('json', FULL)).findings
  expect(Object.keys(first)).toEqual(
    'fingerprint ruleId provider severity confidence path startLine startColumn endLine endColumn commit redacted message reasons'.split(
      ' ',
    ),
  )
  expect(second).not.toHaveProperty('commit')
  expect(render('json', FULL)).not.toContain('const token')
})

test('json: the document is laid out as JSON.stringify lays out with two spaces', () => {
  for (const report of [FULL, exampleReport()]) {
    const text = render('json', report)
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  }
})

test('json: it comes in pieces, so that no number of findings is too long for a string', () => {
  const findings = Array.from({ length: 50 }, () => exampleFinding())
  const longest = Math.max(
    ...render('json', exampleReport({ findings }))
      .split('    {')
      .map((piece) => piece.length),
  )
  expect(longest).toBeLessThan(1000)
})

test('jsonl: every entry is a line with its type, the summary is last', () => {
  const lines = render('jsonl', FULL)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map((line) => line.type)).toEqual([
    'finding',
    'finding',
    'violation',
    'violation',
    'suppression',
    'skip',
    'summary',
  ])
  expect(lines.at(-1)).toEqual({
    type: 'summary',
    schemaVersion: 1,
    tool: FULL.tool,
    complete: true,
    subject: FULL.subject,
    summary: FULL.summary,
    counts: { findings: 2, violations: 2, suppressed: 1 },
    notices: ['a notice'],
  })
})

test('a path of any bytes survives both formats', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const report = exampleReport({ findings: [exampleFinding({ path: decodePath(bytes) })] })
      const [line = ''] = render('jsonl', report).split('\n')
      for (const { path } of [JSON.parse(render('json', report)).findings[0], JSON.parse(line)]) {
        expect(encodePath(path).equals(Buffer.from(bytes))).toBe(true)
      }
    }),
  )
})

test('whatever the report, json follows its schema and gives every string back', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const parsed = JSON.parse(render('json', report))
      expect(isReport(parsed), JSON.stringify(isReport.errors)).toBe(true)
      expect(parsed.findings.map(({ path, message, reasons }: typeof parsed) => ({ path, message, reasons }))).toEqual(
        report.findings.map(({ path, message, reasons }) => ({ path, message, reasons })),
      )
      expect(parsed.skipped.map(({ path }: typeof parsed) => path ?? null)).toEqual(
        report.skipped.map(({ path }) => path),
      )
      expect([parsed.subject, parsed.notices, parsed.complete]).toEqual([
        report.subject,
        report.notices,
        report.complete,
      ])
    }),
  )
})

test('whatever the report, jsonl is one line an entry and each follows its schema', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const lines = render('jsonl', report).trimEnd().split('\n')
      const { findings, violations, suppressed, skipped } = report
      expect(lines).toHaveLength(findings.length + violations.length + suppressed.length + skipped.length + 1)
      for (const line of lines) expect(isLine(JSON.parse(line)), JSON.stringify(isLine.errors)).toBe(true)
      expect(lines.slice(0, findings.length).map((line) => JSON.parse(line).path)).toEqual(
        findings.map(({ path }) => path),
      )
    }),
  )
})

test('the schemas refuse what is not published', () => {
  const parsed = JSON.parse(render('json', FULL))
  expect(isReport({ ...parsed, extra: 1 })).toBe(false)
  expect(isReport({ ...parsed, findings: [{ ...parsed.findings[0], excerpt: 'x' }] })).toBe(false)
  expect(isReport({ ...parsed, complete: undefined })).toBe(false)
  expect(isLine({ type: 'finding' })).toBe(false)
})

test('the schemas know every word of the model and agree with each other', () => {
  const report = JSON.parse(JSON.stringify(readSchema('report.schema.json')))
  const line = JSON.parse(JSON.stringify(readSchema('report-line.schema.json')))
  const { finding, violation, suppression, skip } = report.$defs
  expect(finding.properties.severity.enum).toEqual(SEVERITIES)
  expect(finding.properties.confidence.enum).toEqual(CONFIDENCES)
  expect(suppression.properties.kind.enum).toEqual(SUPPRESSION_KINDS)
  expect(skip.properties.reason.enum).toEqual(Object.keys(SKIP_REASONS))
  expect(line.$defs.finding).toEqual(finding)
  for (const [name, shape] of Object.entries({ finding, violation, suppression, skip })) {
    const { type, ...properties } = line.$defs[`${name}Line`].properties
    expect(type.const).toBe(name)
    expect(properties).toEqual(shape.properties)
  }
  const { counts, type, ...head } = line.$defs.summaryLine.properties
  expect(report.properties).toMatchObject(head)
})
