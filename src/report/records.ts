import type { Exposure, ExposureLevel, RefNames } from '../model/exposure.ts'
import type { Finding, Suppression, SuppressionKind, Violation } from '../model/finding.ts'
import type { Confidence, Severity } from '../model/rule.ts'
import { isIncomplete, type Skip, type SkipReason } from '../model/skip.ts'

/** A finding in machine output. No excerpt: the lines round a secret may hold what nobody recognised. */
export interface FindingRecord {
  readonly fingerprint: string
  readonly ruleId: string
  readonly provider: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly path: string
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
  /** Absent outside history. */
  readonly commit?: string
  /** Absent where it was not determined. */
  readonly exposure?: ExposureRecord
  readonly redacted: string
  readonly message: string
  readonly reasons: readonly string[]
}

/** How far a secret has come, in machine output. */
export interface ExposureRecord {
  readonly level: ExposureLevel
  /** Absent where no commit holds it. */
  readonly firstCommit?: string
  readonly committedAt?: string
  readonly authoredAt?: string
  readonly atHead: boolean
  readonly remoteBranches: RefNames
  readonly tags: RefNames
  readonly branches: RefNames
  /** False where history was not searched to its end. */
  readonly complete: boolean
}

/** A policy violation in machine output. */
export interface ViolationRecord {
  readonly policyId: string
  readonly severity: Severity
  readonly path: string
  /** Absent where the file as a whole is meant. */
  readonly line?: number
  readonly message: string
  readonly remedy: string
}

/** An accepted finding in machine output. */
export interface SuppressionRecord {
  readonly kind: SuppressionKind
  readonly reason: string
  readonly source: string
  readonly finding: FindingRecord
}

/** A skip in machine output. */
export interface SkipRecord {
  readonly reason: SkipReason
  /** True where the scan is incomplete by it. */
  readonly incomplete: boolean
  readonly path?: string
  readonly commit?: string
  readonly detail: string
}

/** The finding as machine output has it. */
export function findingRecord(finding: Finding): FindingRecord {
  return {
    fingerprint: finding.fingerprint,
    ruleId: finding.ruleId,
    provider: finding.provider,
    severity: finding.severity,
    confidence: finding.confidence,
    path: finding.path,
    startLine: finding.startLine,
    startColumn: finding.startColumn,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    ...(finding.commit === null ? {} : { commit: finding.commit }),
    ...(finding.exposure === null ? {} : { exposure: exposureRecord(finding.exposure) }),
    redacted: finding.redacted,
    message: finding.message,
    reasons: finding.reasons,
  }
}

/** The exposure as machine output has it. */
export function exposureRecord(exposure: Exposure): ExposureRecord {
  const { level, firstCommit, isAtHead, remoteBranches, tags, branches, isWhole } = exposure
  const { id = '', committedAt = '', authoredAt = '' } = firstCommit ?? {}
  return {
    level,
    ...(id !== '' && { firstCommit: id }),
    ...(committedAt !== '' && { committedAt }),
    ...(authoredAt !== '' && { authoredAt }),
    atHead: isAtHead,
    remoteBranches,
    tags,
    branches,
    complete: isWhole,
  }
}

/** The violation as machine output has it. */
export function violationRecord(violation: Violation): ViolationRecord {
  const { policyId, severity, path, line, message, remedy } = violation
  return { policyId, severity, path, ...(line === null ? {} : { line }), message, remedy }
}

/** The accepted finding as machine output has it. */
export function suppressionRecord({ kind, reason, source, finding }: Suppression): SuppressionRecord {
  return { kind, reason, source, finding: findingRecord(finding) }
}

/** The skip as machine output has it. */
export function skipRecord(skip: Skip): SkipRecord {
  return {
    reason: skip.reason,
    incomplete: isIncomplete(skip),
    ...(skip.path === null ? {} : { path: skip.path }),
    ...(skip.commit === null ? {} : { commit: skip.commit }),
    detail: skip.detail,
  }
}
