import fc from 'fast-check'
import { EXPOSURE_LEVELS, type Exposure, type RefNames } from '../../src/model/exposure.ts'
import { type Finding, SUPPRESSION_KINDS, type Suppression, type Violation } from '../../src/model/finding.ts'
import type { Excerpt } from '../../src/model/match.ts'
import { CONFIDENCES, type RuleDocs, SECRET_KINDS, SEVERITIES } from '../../src/model/rule.ts'
import type { ScanReport, ScanSubject } from '../../src/model/scan-report.ts'
import { isIncomplete, SKIP_REASONS, type Skip, type SkipReason } from '../../src/model/skip.ts'
import { ASCII_SYMBOLS, PLAIN, UNICODE_SYMBOLS } from '../../src/report/palette.ts'
import type { ReportOptions } from '../../src/report/reporter.ts'

const HOSTILE_PARTS = [
  '\n',
  '\r',
  '\t',
  '\0',
  '\x1b]0;owned\x07',
  '\x1b[2J',
  '\x7f',
  '\u009b31m',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200f',
  '\ufeff',
  '\u{e0041}',
  '\ud83d',
  '\udc80',
  '\udcff',
  '\n::error::x',
  '\r::add-mask::x',
  '::stop-commands::x',
  ' ::set-output name=a::b',
  '##[add-mask]x',
  '#',
  '##vso[task.complete]',
  'a:b,c%0A',
  '](https://evil.example)',
  '"\\',
  '漢字',
  '👩‍👩‍👧',
  'e\u0301',
]

/** Strings as somebody would write them who wants a terminal, a CI runner or a parser to do his bidding. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE_PARTS),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''))

/** Excerpts whose caret may point anywhere. */
export const hostileExcerpt: fc.Arbitrary<Excerpt> = fc.record({
  firstLine: fc.integer({ min: 1, max: 99_999 }),
  lines: fc.array(hostileText, { maxLength: 3 }),
  caretLine: fc.nat(3),
  caretColumn: fc.nat(60),
  caretLength: fc.nat(20),
})

const positive = fc.integer({ min: 1, max: 1_000_000 })
const commit = fc.option(hostileText)

const refNames: fc.Arbitrary<RefNames> = fc
  .tuple(fc.nat(9), fc.array(hostileText, { maxLength: 5 }))
  .map(([more, names]) => ({ count: names.length + more, names }))

const moment = fc.constantFrom('', '2024-01-02T03:04:05Z')

const exposure: fc.Arbitrary<Exposure> = fc.record({
  level: fc.constantFrom(...EXPOSURE_LEVELS),
  firstCommit: fc.option(
    fc.record({ id: fc.constant('0123456789'.repeat(4)), committedAt: moment, authoredAt: moment }),
  ),
  isAtHead: fc.boolean(),
  remoteBranches: refNames,
  tags: refNames,
  branches: refNames,
  isWhole: fc.boolean(),
})

const finding: fc.Arbitrary<Finding> = fc.record({
  fingerprint: hostileText,
  ruleId: fc.oneof(fc.constantFrom('acme-key', 'other-key'), hostileText),
  provider: hostileText,
  severity: fc.constantFrom(...SEVERITIES),
  confidence: fc.constantFrom(...CONFIDENCES),
  kind: fc.constantFrom(...SECRET_KINDS),
  path: hostileText,
  startLine: positive,
  startColumn: positive,
  endLine: positive,
  endColumn: positive,
  commit,
  exposure: fc.option(exposure),
  redacted: hostileText,
  message: hostileText,
  reasons: fc.array(hostileText, { maxLength: 3 }),
  excerpt: hostileExcerpt,
})

const violation: fc.Arbitrary<Violation> = fc.record({
  policyId: hostileText,
  severity: fc.constantFrom(...SEVERITIES),
  path: hostileText,
  line: fc.option(positive),
  message: hostileText,
  remedy: hostileText,
})

const suppression: fc.Arbitrary<Suppression> = fc.record({
  finding,
  kind: fc.constantFrom(...SUPPRESSION_KINDS),
  reason: hostileText,
  source: hostileText,
})

const skip: fc.Arbitrary<Skip> = fc.record({
  type: fc.constant('skip' as const),
  path: fc.option(hostileText),
  commit,
  reason: fc.constantFrom(...(Object.keys(SKIP_REASONS) as SkipReason[])),
  detail: hostileText,
})

const MODES = Object.keys({
  staged: '',
  range: '',
  history: '',
  'work-tree': '',
  paths: '',
  stdin: '',
  policy: '',
} satisfies Record<ScanSubject['mode'], ''>) as ScanSubject['mode'][]

/** Any report that a scan can make, with hostile text wherever there is text. */
export const hostileReport: fc.Arbitrary<ScanReport> = fc
  .record({
    tool: fc.record({ name: fc.constant('keywarden' as const), version: hostileText, rules: hostileText }),
    subject: fc.record({ mode: fc.constantFrom(...MODES), detail: hostileText }),
    summary: fc.record({
      objects: fc.nat(),
      bytes: fc.nat(),
      commits: fc.nat(),
      skipped: fc.nat(),
      alreadyThere: fc.nat(9),
      milliseconds: fc.nat(),
    }),
    findings: fc.array(finding, { maxLength: 25 }),
    violations: fc.array(violation, { maxLength: 12 }),
    suppressed: fc.array(suppression, { maxLength: 4 }),
    skipped: fc.array(skip, { maxLength: 8 }),
    notices: fc.array(hostileText, { maxLength: 3 }),
  })
  .map((report) => ({ ...report, complete: !report.skipped.some(isIncomplete) }))

const ruleDocs: fc.Arbitrary<RuleDocs> = fc.record({
  id: fc.constant('acme-key'),
  provider: hostileText,
  providerName: hostileText,
  description: hostileText,
  impact: hostileText,
  remedy: hostileText,
  revokeUrl: fc.oneof(hostileText, fc.webUrl()),
  references: fc.array(fc.oneof(hostileText, fc.webUrl({ withQueryParameters: true })), { maxLength: 3 }),
  tags: fc.array(hostileText, { maxLength: 30 }),
  mock: hostileText,
  positive: fc.constant([]),
  negative: fc.constant([]),
})

/** Options without colour: every control character in the output is then somebody else's. */
export const anyOptions: fc.Arbitrary<ReportOptions> = fc.record({
  palette: fc.constantFrom(ASCII_SYMBOLS, UNICODE_SYMBOLS).map((symbols) => ({ ...PLAIN, symbols })),
  width: fc.integer({ min: 0, max: 200 }),
  limit: fc.integer({ min: 0, max: 20 }),
  failOn: fc.constantFrom(...SEVERITIES),
  minConfidence: fc.constantFrom(...CONFIDENCES),
  docs: ruleDocs.map((docs) => new Map([['acme-key', docs]])),
  suppressedResults: fc.constantFrom('keep' as const, 'omit' as const),
})
