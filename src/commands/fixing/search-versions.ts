import type { Config } from '../../config/config.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { MaskedSpan } from '../../fix/diff-lines.ts'
import type { Finding } from '../../model/finding.ts'
import { emptyBaseline } from '../../triage/baseline.ts'
import { createFingerprinter, DEFAULT_KEY } from '../../triage/fingerprint.ts'
import type { OpenedDetector } from '../scan/open-detector.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import { findSites } from './find-sites.ts'
import { placesOf } from './places-of.ts'
import type { SearchedVersion } from './plan-fixes.ts'
import type { FileVersion } from './read-versions.ts'

/** Values of `.env` that are shorter than this are settings, and may be shown. */
const SHOWN = 8

/** Finds the secrets of the findings in every version of their files. */
export async function searchVersions(
  config: Config,
  { root, engine }: { readonly root: string; readonly engine: OpenedDetector },
  versions: readonly FileVersion[],
  findings: readonly Finding[],
): Promise<readonly SearchedVersion[]> {
  const baseline = (await readBaseline(root, config.baseline)) ?? emptyBaseline(DEFAULT_KEY)
  const fingerprinter = createFingerprinter(baseline.key)
  const searched: SearchedVersion[] = []
  for (const version of versions) {
    const wanted = findings.filter(({ path }) => path === version.path)
    searched.push({ ...version, ...(await findSites(version, wanted, { engine, fingerprinter })) })
  }
  return searched
}

function sortedSpans(masks: readonly MaskedSpan[]): readonly MaskedSpan[] {
  return [...masks].sort((a, b) => a.start - b.start)
}

/** No line of a diff shows a value of `.env`, whether a rule knows it or not. */
export function withEnvMasked(version: SearchedVersion, env: string): SearchedVersion {
  const values = [...effectiveEntries(env).values()].map(({ value }) => value).filter((value) => value.length >= SHOWN)
  const masks = values.flatMap((value) => placesOf(version.text, value).map((place) => ({ ...place, mask: '****' })))
  return { ...version, masks: sortedSpans([...version.masks, ...masks]) }
}
