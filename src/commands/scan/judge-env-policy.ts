import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { GitGate } from '../../git/gate.ts'
import { listIgnoredEnvFiles, listIndex } from '../../git/list-files.ts'
import type { Change } from '../../model/blob.ts'
import type { Violation } from '../../model/finding.ts'
import type { SourceSettings } from '../../model/source-settings.ts'
import { folderOf, isEnvFile, isTemplate } from '../../policy/env-file-name.ts'
import { judgePolicy } from '../../policy/judge-policy.ts'
import type { OpenedSource } from '../../sources/create-source.ts'
import type { MatchStore } from './match-store.ts'
import { type EnvPath, policyFacts } from './policy-facts.ts'

/** Judges the env files and templates that a scan has come by; of history, nothing: what stands there is committed. */
export async function judgeEnvPolicy(
  kind: SourceSettings['kind'],
  opened: OpenedSource,
  store: MatchStore,
): Promise<readonly Violation[]> {
  const { repository, root } = opened
  if (repository === null || kind === 'stdin' || kind === 'paths' || kind === 'history') return []
  const scanned = await scannedPaths(kind, opened, store)
  const others =
    kind === 'work-tree' ? await ignoredPaths(repository.gate) : kind === 'staged' ? pathsBeside(root, scanned) : []
  const known = new Set(scanned.map(({ path }) => path))
  const all = [...scanned, ...others.filter(({ path }) => !known.has(path))]
  if (all.length === 0) return []
  return judgePolicy(await policyFacts(all, repository.gate, root))
}

/** Env files and templates among what was scanned, with their content. */
async function scannedPaths(
  kind: SourceSettings['kind'],
  { source, repository }: OpenedSource,
  store: MatchStore,
): Promise<readonly EnvPath[]> {
  const changes = source.changes(store.ids()).filter(({ path }) => isEnvFile(path) || isTemplate(path))
  if (changes.length === 0) return []
  const texts = await readTexts(source, store, changes)
  const tracked = kind === 'work-tree' && repository !== null ? await trackedPaths(repository.gate) : null
  return changes.map(({ path, blobId }) => ({
    path,
    isTracked: tracked === null || tracked.has(path),
    isStaged: kind === 'staged',
    text: texts.get(blobId) ?? null,
  }))
}

/** What the store has not kept is content that first stood at another path; git has it still. */
async function readTexts(
  source: OpenedSource['source'],
  { envTexts }: MatchStore,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(envTexts)
  const missing = new Set(changes.map(({ blobId }) => blobId).filter((id) => !texts.has(id)))
  if (missing.size === 0) return texts
  for await (const item of source.readBlobs([...missing])) {
    if (item.type !== 'blob' || item.segment.offset > 0) continue
    texts.set(item.id, item.content.buffer.toString('utf8', item.content.start, item.content.end))
  }
  return texts
}

async function trackedPaths(gate: GitGate): Promise<ReadonlySet<string>> {
  return new Set((await listIndex(gate)).map(({ path }) => path))
}

async function ignoredPaths(gate: GitGate): Promise<readonly EnvPath[]> {
  return (await listIgnoredEnvFiles(gate)).map(untracked)
}

/** Env files on disk at the root and beside what is staged: a hook has no time to look everywhere. */
function pathsBeside(root: string, staged: readonly EnvPath[]): readonly EnvPath[] {
  const folders = new Set(['', ...staged.map(({ path }) => folderOf(path))])
  return [...folders].flatMap((folder) =>
    namesIn(join(root, folder))
      .filter((name) => isEnvFile(name) || isTemplate(name))
      .map((name) => untracked(folder + name)),
  )
}

/** A folder that git has and the disk has not holds nothing to judge. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function untracked(path: string): EnvPath {
  return { path, isTracked: false, isStaged: false, text: null }
}
