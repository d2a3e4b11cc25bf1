import { EXPOSURE_LEVELS, type ExposureLevel } from '../model/exposure.ts'
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
const STAGED = [
  'Nothing is committed yet: npx keywarden fix moves the secret to .env, in the file and in what is staged.',
  `Or take it out of the file by hand, stage the file again, and ${MOVE}.`,
]

/** What to do first where nobody knows how far the secret has come. */
const BY_MODE: Readonly<Record<Mode, readonly string[]>> = {
  staged: STAGED,
  range: IN_HISTORY,
  history: IN_HISTORY,
  'work-tree': IN_FILE,
  paths: IN_FILE,
  policy: IN_FILE,
  stdin: [`Take the secret out of the text and ${MOVE}.`, 'Revoke it if the text was ever committed or shared.'],
}

const ROTATE = [
  'Rotate now what was pushed or tagged: whoever has a clone has the secret, and no commit takes it back.',
  `Revoke it first, then ${MOVE}.`,
]

/** What to do first, by how far the secret has come. */
const BY_LEVEL: Readonly<Record<ExposureLevel, readonly string[]>> = {
  'work-tree': [
    'Nothing is committed yet: npx keywarden fix moves the secret to .env.',
    `Or take it out of the file by hand, and ${MOVE}.`,
  ],
  staged: STAGED,
  unreferenced: [
    'What only a reflog or a stash holds never goes out with a push: revoke it if this clone is shared or backed up.',
  ],
  committed: [
    'What is committed and not pushed: before you push, take the secret out (npx keywarden fix does it in the file) and',
    'amend that commit: git commit --amend; for an older one git rebase -i.',
    `From then on, ${MOVE}.`,
    'Revoke it if others can read this clone.',
  ],
  tagged: ROTATE,
  pushed: ROTATE,
}

/** Levels from which on the secret has to be revoked. */
const REVOKED: ReadonlySet<ExposureLevel> = new Set(['unreferenced', 'committed', 'tagged', 'pushed'])

/** What to do about the findings, said once for all of them: first step, how to revoke each kind, how to accept one. */
export function adviceLines(findings: readonly Finding[], mode: Mode, options: ReportOptions): readonly string[] {
  if (findings.length === 0) return []
  const rules = new Map(findings.map((finding) => [finding.ruleId, finding]))
  const toRevoke = findings.filter(({ exposure }) => (exposure ? REVOKED.has(exposure.level) : mode !== 'staged'))
  const revoke = new Map(toRevoke.map((finding) => [finding.ruleId, revokeLine(finding, options)]))
  const first = firstSteps(findings, mode).map((step) => `  ${step}`)
  return [options.palette.bold('What to do'), ...first, ...revoke.values(), ...acceptLines([...rules.keys()])]
}

/** The steps of every level that there is, the worst first. */
function firstSteps(findings: readonly Finding[], mode: Mode): readonly string[] {
  const levels = new Set(findings.map(({ exposure }) => exposure?.level))
  const known = EXPOSURE_LEVELS.toReversed().filter((level) => levels.has(level))
  const steps = [...known.map((level) => BY_LEVEL[level]), ...(levels.has(undefined) ? [BY_MODE[mode]] : [])]
  return [...new Set(steps)].flat()
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
    `  Not a secret? Write keywarden:allow ${ruleId} REASON in a comment on its line,`,
    '  or run keywarden baseline add FINGERPRINT --reason REASON --owner OWNER.',
  ]
}
