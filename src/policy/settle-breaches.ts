import type { Violation } from '../model/finding.ts'
import { POLICIES, type PolicyId, type PolicyLevel } from '../model/policy.ts'
import type { Breach } from './breach.ts'

/** An entry of `config/`'s settings, its globs compiled: this room has none of them. */
export interface PolicyAllowance {
  readonly accepts: (path: string) => boolean
  /** Empty: any policy. */
  readonly policies: readonly PolicyId[]
  readonly reason: string
  readonly source: string
}

/** What the settings say of breaches. */
export interface PolicyTerms {
  readonly levels: Readonly<Partial<Record<PolicyId, PolicyLevel>>>
  readonly allowances: readonly PolicyAllowance[]
}

/** Breaches sorted by what becomes of them. */
export interface PolicyVerdict {
  readonly violations: readonly Violation[]
  /** One line each, and one for each entry that accepts some. */
  readonly notices: readonly string[]
  /** Those that are neither off nor accepted. */
  readonly standing: readonly Breach[]
}

/** Says what becomes of each breach: nothing, a notice, or a violation of the level's severity. */
export function settleBreaches(breaches: readonly Breach[], { levels, allowances }: PolicyTerms): PolicyVerdict {
  const accepted = new Map<PolicyAllowance, number>()
  const violations: Violation[] = []
  const notices: string[] = []
  const standing: Breach[] = []
  for (const breach of breaches) {
    const { policyId, path, line, message, remedy } = breach
    const level = levels[policyId] ?? POLICIES[policyId]
    if (level === 'off') continue
    const allowance = allowances.find((one) => fits(one, breach))
    if (allowance !== undefined) {
      accepted.set(allowance, (accepted.get(allowance) ?? 0) + 1)
      continue
    }
    standing.push(breach)
    if (level !== 'notice') violations.push({ policyId, severity: level, path, line, message, remedy })
    else notices.push(`${path}${line === null ? '' : `:${line}`}: ${message} [${policyId}]; ${remedy}`)
  }
  for (const [{ source, reason }, count] of accepted) {
    notices.push(
      `${source} accepts ${count === 1 ? 'a breach of a policy' : `${count} breaches of policies`}: ${reason}`,
    )
  }
  return { violations, notices, standing }
}

function fits({ accepts, policies }: PolicyAllowance, { policyId, path }: Breach): boolean {
  return (policies.length === 0 || policies.includes(policyId)) && accepts(path)
}
