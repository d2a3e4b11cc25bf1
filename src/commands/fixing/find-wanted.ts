import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Config } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import { isAtLeastConfidence, type RuleDocs } from '../../model/rule.ts'
import type { SourceSettings } from '../../model/source-settings.ts'
import { runScan, type ScanOutcome } from '../run-scan.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import type { FixRequest, NamedPlace } from './fix-request.ts'

/** What is to be fixed, and what the search for it could not look at. */
export interface Wanted {
  /** One for each secret in each file, the first place of it. */
  readonly findings: readonly Finding[]
  readonly isComplete: boolean
  /** What the rules of the findings say of themselves, by id. */
  readonly docs: ReadonlyMap<string, RuleDocs>
}

/** A place with its path from the root of the repository. */
interface Place extends NamedPlace {
  /** As it was typed. */
  readonly typed: string
}

/** The findings that a request means: of what is staged and of the files on disk, as `keywarden scan` has them. */
export async function findWanted(
  config: Config,
  request: FixRequest,
  environment: ScanEnvironment,
  root: string,
): Promise<Wanted> {
  const places = request.places.map(({ path, line }) => ({
    path: withinRoot(root, config.cwd, path),
    line,
    typed: path,
  }))
  const outcomes: ScanOutcome[] = []
  for (const source of sourcesOf(config, request)) outcomes.push(await runScan({ ...config, source }, environment))
  const isNamed = places.length + request.fingerprints.length > 0
  const isMeant = (finding: Finding) =>
    isNamed
      ? request.fingerprints.includes(finding.fingerprint) || places.some((place) => isAt(finding, place))
      : isAtLeastConfidence(finding.confidence, config.minConfidence)
  const findings = outcomes.flatMap(({ report }) => report.findings).filter(isMeant)
  requireEach(request.fingerprints, places, findings)
  return {
    findings: firstOfEach(findings),
    isComplete: outcomes.every(({ report }) => report.complete),
    docs: new Map(outcomes.flatMap(({ docs }) => [...docs])),
  }
}

/** A file that is named is read alone; one that is only staged is not on disk. */
function sourcesOf({ cwd }: Config, { places, fingerprints }: FixRequest): readonly SourceSettings[] {
  if (places.length === 0 || fingerprints.length > 0) return [{ kind: 'staged' }, { kind: 'work-tree' }]
  const paths = [...new Set(places.map(({ path }) => path))].filter((path) => existsSync(resolve(cwd, path)))
  return paths.length === 0 ? [{ kind: 'staged' }] : [{ kind: 'staged' }, { kind: 'paths', paths }]
}

/** One for each secret in each file, and for each form of a known value. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>()
  for (const finding of findings) {
    const key = [finding.path, finding.ruleId, finding.fingerprint, finding.message].join('\0')
    if (!first.has(key)) first.set(key, finding)
  }
  return [...first.values()]
}

function isAt({ path, startLine, endLine }: Finding, place: Place): boolean {
  return path === place.path && (place.line === null || (startLine <= place.line && place.line <= endLine))
}

/** A name that means nothing is a mistake, not nothing to do. */
function requireEach(fingerprints: readonly string[], places: readonly Place[], findings: readonly Finding[]): void {
  const unknown = fingerprints.find((wanted) => !findings.some(({ fingerprint }) => fingerprint === wanted))
  const empty = places.find((place) => !findings.some((finding) => isAt(finding, place)))
  if (unknown === undefined && empty === undefined) return
  const place = `at ${empty?.typed}${empty?.line === null ? '' : `:${empty?.line}`}`
  const what = unknown === undefined ? place : `with the fingerprint ${unknown}`
  throw new ScanError('USAGE', `there is no finding ${what}`, {
    hint: 'keywarden scan tells the findings; one that is accepted, by a comment or in the baseline, is not fixed',
  })
}

/** The path from the root of the repository, with `/`. */
function withinRoot(root: string, cwd: string, path: string): string {
  const full = resolve(cwd, path)
  const way = relative(root, join(realFolder(dirname(full)), basename(full)))
  return way.split(sep).join('/')
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder // the scan says that it is not there
  }
}
