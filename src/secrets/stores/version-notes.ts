import type { VersionNotes } from './line-store.ts'

/** Notes of older versions make room: services keep few of them (Vault 64, Google 16 KiB). */
const KEPT = 20
const NAME = /^keywarden-v(\d+)$/

/** Reads the notes on one version from what is kept beside a whole secret. */
export function readVersionNotes(kept: Readonly<Record<string, string>>, id: string): VersionNotes {
  const text = kept[`keywarden-v${id}`]
  try {
    return text === undefined ? {} : (JSON.parse(text) as VersionNotes)
  } catch {
    return {} // changed by hand: as good as none
  }
}

/** What is kept beside a secret, with notes added to those on one version; entries of others stay. */
export function writeVersionNotes(
  kept: Readonly<Record<string, string>>,
  id: string,
  notes: VersionNotes,
): Record<string, string> {
  const all = { ...kept, [`keywarden-v${id}`]: JSON.stringify({ ...readVersionNotes(kept, id), ...notes }) }
  const ours = Object.keys(all)
    .filter((name) => NAME.test(name))
    .sort((a, b) => Number(NAME.exec(b)?.[1]) - Number(NAME.exec(a)?.[1]))
  const dropped = new Set(ours.slice(KEPT))
  return Object.fromEntries(Object.entries(all).filter(([name]) => !dropped.has(name)))
}
