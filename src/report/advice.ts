import type { Finding } from '../model/finding.ts'
import type { ScanSubject } from '../model/scan-report.ts'
import type { ReportOptions } from './reporter.ts'
import { showSafe } from './show-safe.ts'

type Mode = ScanSubject['mode']

const MOVE = 'keep it in a .env file that git ignores or in a secret store'
const IN_HISTORY = [
  'Whoever can read the repository has the secret: taking it out of the file leaves it in history.',
  `Revoke it first, then ${MOVE}.`,
]
const IN_FILE = [`Take the secret out of the file and ${MOVE}.`, 'Revoke it if the file was ever committed or shared.']

/** What to do first; it depends on how far the secret has come. */
const FIRST_STEPS: Readonly<Record<Mode, readonly string[]>> = {
  staged: ['Nothing is committed yet: take the secret out of the file and stage the file again.', `Instead, ${MOVE}.`],
  range: IN_HISTORY,
  history: IN_HISTORY,
  'work-tree': IN_FILE,
  paths: IN_FILE,
  policy: IN_FILE,
  stdin: [`Take the secret out of the text and ${MOVE}.`, 'Revoke it if the text was ever committed or shared.'],
}

/** What to do about the findings, said once for all of them: first step, how to revoke each kind, how to accept one. */
export function adviceLines(findings: readonly Finding[], mode: Mode, options: ReportOptions): readonly string[] {
  if (findings.length === 0) return []
  const rules = new Map(findings.map((finding) => [finding.ruleId, finding]))
  const revoke = mode === 'staged' ? [] : Array.from(rules.values(), (finding) => revokeLine(finding, options))
  const first = FIRST_STEPS[mode].map((step) => `  ${step}`)
  return [options.palette.bold('What to do'), ...first, ...revoke, ...acceptLines([...rules.keys()])]
}

function revokeLine(finding: Finding, options: ReportOptions): string {
  const docs = options.docs.get(finding.ruleId)
  const remedy = docs?.remedy || `Revoke it where it was issued (${finding.provider}).`
  const url = docs?.revokeUrl ?? ''
  return `  ${options.palette.symbols.separator} ${showSafe(`${finding.ruleId}: ${remedy}${url === '' ? '' : ` ${url}`}`)}`
}

function acceptLines(ruleIds: readonly string[]): readonly string[] {
  const ruleId = ruleIds.length === 1 ? showSafe(ruleIds[0] ?? '') : 'RULE-ID'
  return [
    `  No secret? Write keywarden:allow ${ruleId} REASON in a comment on its line,`,
    '  or run keywarden baseline add FINGERPRINT --reason REASON --owner OWNER.',
  ]
}
