import type { Text } from '../decode-text.ts'
import type { ManifestEntry } from './manifest-entry.ts'

/** An object or a list that has not ended yet. */
interface Frame {
  /** Name of the entry that is being read; null in a list. */
  key: string | null
  isSecret: boolean
  /** Its own entries with a string each. */
  readonly strings: Omit<ManifestEntry, 'isEncoded'>[]
  /** Those of its `data` and `stringData`. */
  readonly held: ManifestEntry[]
}

const DEEPEST = 64
const TOKEN = /"((?:[^"\\]|\\.)*)"([ \t\r\n]*:)?|[{}[\]]/gs

/** The entries of every Secret in a document of JSON that begins at `from`; none where it is no JSON. */
export function readJsonManifests({ buffer, end }: Text, from: number): readonly ManifestEntry[] {
  const document = buffer.toString('latin1', from, end)
  const entries: ManifestEntry[] = []
  const frames: Frame[] = []
  for (const { 0: token, 1: string, 2: colon, index } of document.matchAll(TOKEN)) {
    const frame = frames.at(-1)
    if (string !== undefined) takeString(frame, { string, isKey: colon !== undefined, start: from + index + 1 })
    else if (token === '{' || token === '[') frames.push({ key: null, isSecret: false, strings: [], held: [] })
    else {
      frames.pop()
      if (frame !== undefined) close(frame, frames.at(-1), entries)
    }
    if (frames.length > DEEPEST) break
  }
  return entries
}

function takeString(
  frame: Frame | undefined,
  { string, isKey, start }: { readonly string: string; readonly isKey: boolean; readonly start: number },
): void {
  if (frame === undefined) return
  if (isKey) frame.key = string
  else if (frame.key !== null) {
    if (frame.key === 'kind' && string === 'Secret') frame.isSecret = true
    frame.strings.push({ key: frame.key, value: string, start, end: start + string.length })
  }
}

function close(frame: Frame, parent: Frame | undefined, entries: ManifestEntry[]): void {
  if (frame.isSecret) entries.push(...frame.held)
  if (parent?.key !== 'data' && parent?.key !== 'stringData') return
  const isEncoded = parent.key === 'data'
  parent.held.push(...frame.strings.map((entry) => ({ ...entry, isEncoded })))
}
