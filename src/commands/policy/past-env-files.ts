import type { Repository } from '../../git/open-repository.ts'
import { readObjects } from '../../git/read-objects.ts'
import { walkHistory } from '../../git/walk-history.ts'
import { isEnvFile } from '../../policy/env-file-name.ts'
import type { PastFile } from '../../policy/policy-facts.ts'
import { LARGEST_SETTINGS } from './text-reader.ts'

/** Env files that a commit has which a branch, a tag or the stash still reaches; each content once, at its first commit. */
export async function pastEnvFiles({ gate }: Repository): Promise<readonly PastFile[]> {
  const first = new Map<string, Omit<PastFile, 'text'>>()
  const globs = ['**/.env', '**/.env[-._~]*']
  for await (const { oid, changes } of walkHistory(gate, { kind: 'touching', globs }, () => {})) {
    for (const { path, entry } of changes) {
      if (entry !== null && isEnvFile(path) && !first.has(entry.oid)) first.set(entry.oid, { path, commit: oid })
    }
  }
  if (first.size === 0) return []
  const texts = new Map<string, string>()
  for await (const object of readObjects(gate, [...first.keys()])) {
    if (object.type === 'unread' || texts.has(object.oid)) continue
    const { buffer, start, end } = object.content
    texts.set(object.oid, buffer.toString('utf8', start, Math.min(end, start + LARGEST_SETTINGS)))
  }
  return Array.from(first, ([oid, file]) => ({ ...file, text: texts.get(oid) ?? null }))
}
