import type { Change } from '../../model/blob.ts'
import type { Source } from '../../sources/source.ts'
import type { JudgedMatch } from '../../triage/inline-allow.ts'
import { type ChangeTriage, type TriageSettings, triageChange } from '../../triage/triage-change.ts'
import type { MatchStore } from './match-store.ts'

/** Judges every change whose new blob holds a match, oldest first; reads the blobs that they replaced, each once. */
export async function triageChanges(
  source: Source,
  store: MatchStore,
  settings: TriageSettings,
): Promise<readonly ChangeTriage[]> {
  const changes = source.changes(store.idsWithMatches())
  if (settings.mode === 'introduced-only') await readReplaced(source, store, changes)
  return Promise.all(
    changes.map((change) => {
      const reading = store.readingOf(change.blobId)
      return triageChange({ change, reading, previous: previousOf(change, store) }, settings)
    }),
  )
}

async function readReplaced(source: Source, store: MatchStore, changes: readonly Change[]): Promise<void> {
  const unread = new Set(changes.flatMap(replacedBy).filter((id) => !store.has(id)))
  if (unread.size === 0) return
  for await (const item of source.readBlobs([...unread])) store.compare(item)
}

function replacedBy({ previousIds, removedIds }: Change): readonly string[] {
  return [...previousIds, ...removedIds]
}

function previousOf(change: Change, store: MatchStore): readonly JudgedMatch[] {
  return replacedBy(change).flatMap((id) => store.readingOf(id).matches)
}
