import type { Finding, Suppression, Violation } from '../../src/model/finding.ts'
import type { RuleDocs } from '../../src/model/rule.ts'
import type { ScanReport } from '../../src/model/scan-report.ts'
import type { Skip, SkipReason } from '../../src/model/skip.ts'
import { FORMATS, type FormatName } from '../../src/report/formats.ts'
import { PLAIN } from '../../src/report/palette.ts'
import { DEFAULT_LIMIT, type ReportOptions } from '../../src/report/reporter.ts'

/** A finding in `src/app.ts`, changed by `overrides`. */
export function exampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    fingerprint: 'acme-key:0123abcd',
    ruleId: 'acme-key',
    provider: 'acme',
    severity: 'critical',
    confidence: 'certain',
    kind: 'token',
    path: 'src/app.ts',
    startLine: 12,
    startColumn: 16,
    endLine: 12,
    endColumn: 40,
    commit: null,
    exposure: null,
    redacted: 'acme_****',
    message: 'Acme API key',
    reasons: ['checksum is valid'],
    excerpt: {
      firstLine: 11,
      lines: ['// settings', "const token = 'acme_****'", 'start(token)'],
      caretLine: 1,
      caretColumn: 15,
      caretLength: 9,
    },
    ...overrides,
  }
}

/** A violation of the policy `env-tracked`, changed by `overrides`. */
export function exampleViolation(overrides: Partial<Violation> = {}): Violation {
  return {
    policyId: 'env-tracked',
    severity: 'high',
    path: '.env',
    line: null,
    message: '.env is tracked by git',
    remedy: 'git rm --cached .env',
    ...overrides,
  }
}

/** An accepted `finding`. */
export function exampleSuppression(finding: Finding, kind: Suppression['kind'] = 'baseline'): Suppression {
  return { finding, kind, reason: 'revoked long ago', source: '.keywarden/baseline.json' }
}

/** Something at `path` that was not looked at. */
export function exampleSkip(reason: SkipReason, path: string, detail = ''): Skip {
  return { type: 'skip', path, commit: null, reason, detail }
}

/** A complete report of a scan of twelve staged files that found nothing, changed by `overrides`. */
export function exampleReport(overrides: Partial<ScanReport> = {}): ScanReport {
  return {
    tool: { name: 'keywarden', version: '1.2.3', rules: 'abc123' },
    subject: { mode: 'staged', detail: '' },
    complete: true,
    summary: { objects: 12, bytes: 34_000, commits: 0, skipped: 0, alreadyThere: 0, milliseconds: 41 },
    findings: [],
    violations: [],
    suppressed: [],
    skipped: [],
    notices: [],
    ...overrides,
  }
}

/** What the rule `acme-key` says of itself. */
export const ACME_DOCS: RuleDocs = {
  id: 'acme-key',
  provider: 'acme',
  providerName: 'Acme',
  description: 'Acme API key',
  impact: 'Reads all data of the account.',
  remedy: 'Delete the key under Settings, API keys.',
  revokeUrl: 'https://acme.example/keys',
  references: ['https://acme.example/docs/keys'],
  tags: ['cloud'],
  mock: '',
  positive: [],
  negative: [],
}

/** Options of a plain run, changed by `overrides`. */
export function exampleOptions(overrides: Partial<ReportOptions> = {}): ReportOptions {
  return {
    palette: PLAIN,
    width: 80,
    limit: DEFAULT_LIMIT,
    failOn: 'high',
    minConfidence: 'medium',
    docs: new Map([['acme-key', ACME_DOCS]]),
    suppressedResults: 'keep',
    ...overrides,
  }
}

/** The whole document that a format makes of a report. */
export function render(format: FormatName, report: ScanReport, options: Partial<ReportOptions> = {}): string {
  return Array.from(FORMATS[format](report, exampleOptions(options))).join('')
}
