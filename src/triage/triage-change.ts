import type { Change } from '../model/blob.ts'
import type { Finding, Suppression } from '../model/finding.ts'
import type { Match } from '../model/match.ts'
import { isMock } from '../model/mock-mark.ts'
import type { Secret } from '../model/secret.ts'
import type { AllowList } from './allow-list.ts'
import type { Fingerprinter } from './fingerprint.ts'
import type { InlineReading, JudgedMatch } from './inline-allow.ts'
import { introducedMatches } from './introduced.ts'
import type { BaselineMatcher } from './match-baseline.ts'
import { redactPath } from './redact-path.ts'

/** What makes a finding: only what a change brings, or all that stands there after it. */
export type TriageMode = 'introduced-only' | 'all'

/** What triage judges by, the same for all changes of a run. */
export interface TriageSettings {
  readonly mode: TriageMode
  readonly fingerprinter: Fingerprinter
  /** True for a match whose fingerprint somebody asks for, an acceptance or a reader. Passwords have slow ones. */
  readonly isNamed: (match: Match) => boolean
  readonly allowList: AllowList
  readonly baseline: BaselineMatcher
}

/** A change and what was found in its blobs. */
export interface ChangedMatches {
  readonly change: Change
  /** Of the new blob. */
  readonly reading: InlineReading
  /** Of all blobs that the change replaces or removes. */
  readonly previous: readonly JudgedMatch[]
}

/** What a finding was made of; its path is not masked. */
export interface FindingOrigin {
  readonly secret: Secret
  readonly change: Change
}

/** A change judged. */
export interface ChangeTriage {
  readonly findings: readonly Finding[]
  /** Of each finding, of those too that are told once for several changes. */
  readonly origins: ReadonlyMap<Finding, FindingOrigin>
  readonly suppressed: readonly Suppression[]
  /** Matches in the new blob that stood there before. */
  readonly alreadyThere: number
  readonly notices: readonly string[]
}

/**
 * Judges the matches of one change: introduced or not, then accepted by a comment, by the allow-list, as a mock, by the
 * baseline, in that order. Each match is judged by itself: another on the same line stays a finding.
 */
export async function triageChange(changed: ChangedMatches, settings: TriageSettings): Promise<ChangeTriage> {
  const { change, reading, previous } = changed
  const all = reading.matches
  const matches = settings.mode === 'all' ? all : introducedMatches(all, previous)
  const path = redactPath(
    change.path,
    all.map(({ match }) => match),
  )
  const origins = new Map<Finding, FindingOrigin>()
  const suppressed: Suppression[] = []
  for (const { judged, finding } of await Promise.all(matches.map((judged) => place(judged, path, change, settings)))) {
    const suppression =
      suppressionOf(judged, finding, change, settings) ??
      (await acceptedUnderOtherRule(judged, finding, change, settings))
    if (suppression) suppressed.push(suppression)
    else origins.set(finding, { secret: judged.match.secret, change })
  }
  const findings = [...origins.keys()]
  const alreadyThere = all.length - matches.length
  return { findings, origins, suppressed, alreadyThere, notices: noticesOf(reading, path, change) }
}

async function place(judged: JudgedMatch, path: string, change: Change, settings: TriageSettings) {
  const { match } = judged
  const fingerprint = isAcceptedUnnamed(judged, change, settings) ? '' : await nameOf(match, settings)
  return { judged, finding: toFinding(match, fingerprint, path, change.commit) }
}

async function nameOf(match: Match, { isNamed, fingerprinter }: TriageSettings): Promise<string> {
  const { rule, secret } = match
  return isNamed(match) ? fingerprinter.fingerprint(rule, secret) : fingerprinter.nameInRun(rule, secret)
}

/** True for what is accepted whatever the secret is: its slow hash would name it for nobody. */
function isAcceptedUnnamed({ match, inline }: JudgedMatch, { path }: Change, { allowList }: TriageSettings): boolean {
  const isAllowed = () => allowList.accept({ path, ruleId: match.rule.id, fingerprint: '' }) !== null
  return inline !== null || isAllowed() || isMockMatch(match)
}

/** True for a value that `keywarden/testing` has made, which is nobody's secret. */
function isMockMatch({ rule, secret }: Match): boolean {
  return isMock(rule.id, secret.reveal())
}

function toFinding(match: Match, fingerprint: string, path: string, commit: string | null): Finding {
  const { rule, secret, location, confidence, reasons, excerpt } = match
  return {
    ...location,
    fingerprint,
    ruleId: rule.id,
    provider: rule.provider,
    severity: rule.severity,
    confidence,
    kind: rule.kind,
    path,
    commit,
    exposure: null,
    redacted: secret.redacted,
    message: rule.description,
    reasons,
    excerpt,
  }
}

function suppressionOf(
  { inline, match }: JudgedMatch,
  finding: Finding,
  change: Change,
  settings: TriageSettings,
): Suppression | null {
  if (inline) return { finding, kind: 'inline', reason: inline.reason, source: `${finding.path}:${inline.line}` }
  const allowed = settings.allowList.accept({ ...finding, path: change.path })
  if (allowed) return { finding, ...allowed }
  if (isMockMatch(match)) return { finding, kind: 'mock', reason: 'made for tests', source: 'keywarden/testing' }
  const entry = settings.baseline.accept(finding)
  return entry && { finding, kind: 'baseline', reason: entry.reason, source: settings.baseline.file }
}

/**
 * Who has accepted this very secret as another rule finds it has accepted it here. Comments and paths do not carry over:
 * they say nothing of which secret it is.
 */
async function acceptedUnderOtherRule(
  { match }: JudgedMatch,
  finding: Finding,
  change: Change,
  { fingerprinter, isNamed, allowList, baseline }: TriageSettings,
): Promise<Suppression | null> {
  if (!isNamed(match)) return null
  for (const { rule, secret } of match.also ?? []) {
    const fingerprint = await fingerprinter.fingerprint(rule, secret)
    const allowed = allowList.accept({ path: change.path, ruleId: rule.id, fingerprint })
    if (allowed?.kind === 'allowed-secret') return { finding, ...allowed }
    const entry = baseline.accept({ fingerprint, ruleId: rule.id, path: finding.path })
    if (entry) return { finding, kind: 'baseline', reason: entry.reason, source: baseline.file }
  }
  return null
}

/** A comment in an old commit that accepts nothing can no longer be removed, so history does not tell of it. */
function noticesOf({ notices, unused }: InlineReading, path: string, change: Change): readonly string[] {
  const told = change.commit === null ? [...notices, ...unused] : notices
  return told.map(({ line, says }) => `${path}:${line}: ${says}`)
}
