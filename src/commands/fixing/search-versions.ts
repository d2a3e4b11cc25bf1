import type { Config } from '../../config/config.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { MaskedSpan } from '../../fix/diff-lines.ts'
import type { Finding } from '../../model/finding.ts'
import { emptyBaseline } from '../../triage/baseline.ts'
import { createFingerprinter, DEFAULT_KEY, type Fingerprinter } from '../../triage/fingerprint.ts'
import type { OpenedDetector } from '../scan/open-detector.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import { findSites } from './find-sites.ts'
import { placesOf, secretAt } from './locate-secret.ts'
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
  return withUnruled(searched, findings, fingerprinter)
}

/** Adds the places of secrets that no rule finds: a value of `.env` is found for being known. */
async function withUnruled(
  versions: readonly SearchedVersion[],
  findings: readonly Finding[],
  fingerprinter: Fingerprinter,
): Promise<readonly SearchedVersion[]> {
  const met = new Set(versions.flatMap(({ sites }) => sites.map(({ finding }) => finding)))
  const found: { readonly finding: Finding; readonly value: string }[] = []
  for (const finding of findings.filter((one) => !met.has(one))) {
    for (const { path, text } of versions) {
      const value = path === finding.path ? await secretAt(text, finding, fingerprinter) : null
      if (value !== null) found.push({ finding, value })
    }
  }
  return versions.map((version) =>
    withPlaces(
      version,
      found.filter(({ finding }) => finding.path === version.path),
    ),
  )
}

function withPlaces(
  version: SearchedVersion,
  found: readonly { readonly finding: Finding; readonly value: string }[],
): SearchedVersion {
  const values = new Map(found.map(({ finding, value }) => [value, finding]))
  const places = [...values].flatMap(([value, finding]) =>
    placesOf(version.text, value).map((place) => ({ ...place, finding })),
  )
  const sites = places.map((place) => ({ ...place, ruleId: place.finding.ruleId, isGeneric: true }))
  const masks = places.map(({ start, end, finding }) => ({ start, end, mask: finding.redacted }))
  return { ...version, sites: [...version.sites, ...sites], masks: sortedSpans([...version.masks, ...masks]) }
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
