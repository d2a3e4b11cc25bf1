import { realpathSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Config } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import { isAtLeastConfidence } from '../../model/rule.ts'
import { runScan } from '../run-scan.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import type { FixRequest } from './fix-request.ts'

/** What is to be fixed, and what the search for it could not look at. */
export interface Wanted {
  /** One for each secret in each file, the first place of it. */
  readonly findings: readonly Finding[]
  readonly isComplete: boolean
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
  const isNarrow = places.length > 0 && request.fingerprints.length === 0
  const paths = [...new Set(places.map(({ typed }) => typed))]
  const reports = []
  for (const source of [
    { kind: 'staged' } as const,
    isNarrow ? ({ kind: 'paths', paths } as const) : ({ kind: 'work-tree' } as const),
  ]) {
    reports.push((await runScan({ ...config, source }, environment)).report)
  }
  const all = reports.flatMap(({ findings }) => findings)
  const isMeant = (finding: Finding): boolean =>
    request.fingerprints.includes(finding.fingerprint) ||
    places.some(({ path, line }) => path === finding.path && (line === null || isOnLine(finding, line)))
  const isNamed = places.length + request.fingerprints.length > 0
  const meant = all.filter((finding) =>
    isNamed ? isMeant(finding) : isAtLeastConfidence(finding.confidence, config.minConfidence),
  )
  requireEach(request, places, meant)
  const distinct = new Map(
    [...meant].reverse().map((finding) => [`${finding.path}\0${finding.ruleId}\0${finding.fingerprint}`, finding]),
  )
  return { findings: [...distinct.values()].reverse(), isComplete: reports.every(({ complete }) => complete) }
}

function isOnLine({ startLine, endLine }: Finding, line: number): boolean {
  return startLine <= line && line <= endLine
}

/** A name that means nothing is a mistake, not nothing to do. */
function requireEach(
  { fingerprints }: FixRequest,
  places: readonly { readonly path: string; readonly line: number | null; readonly typed: string }[],
  meant: readonly Finding[],
): void {
  const unknown = fingerprints.find((wanted) => !meant.some(({ fingerprint }) => fingerprint === wanted))
  const empty = places.find(
    ({ path, line }) => !meant.some((finding) => finding.path === path && (line === null || isOnLine(finding, line))),
  )
  if (unknown === undefined && empty === undefined) return
  const what = unknown ?? `${empty?.typed}${empty?.line === null ? '' : `:${empty?.line}`}`
  throw new ScanError('USAGE', `there is no finding ${unknown === undefined ? 'at' : 'with the fingerprint'} ${what}`, {
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
