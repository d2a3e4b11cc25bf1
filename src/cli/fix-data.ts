import type { FixPlan } from '../commands/fixing/plan-fixes.ts'
import type { FixProposal } from '../commands/run-fix.ts'
import { exposureRecord } from '../report/records.ts'

/** What `keywarden fix --format json` prints. Holds no value. */
export function fixData(
  { findings, isComplete, index }: FixProposal,
  plan: FixPlan,
  state: 'applied' | 'planned',
): unknown {
  const { moves, unfixed, changes } = plan
  return {
    schemaVersion: 1,
    state,
    complete: isComplete,
    index,
    findings: findings.map((finding) => ({
      fingerprint: finding.fingerprint,
      ruleId: finding.ruleId,
      path: finding.path,
      startLine: finding.startLine,
      redacted: finding.redacted,
      exposure: finding.exposure === null ? null : exposureRecord(finding.exposure),
      names: [...new Set(moves.filter((move) => move.finding === finding).map(({ name }) => name))],
      refused: unfixed
        .filter((one) => one.finding === finding)
        .map(({ refusal: { reason, advice } }) => ({ reason, advice })),
    })),
    changes: changes.map(({ path, where, lines }) => ({ path, where, lines })),
  }
}
