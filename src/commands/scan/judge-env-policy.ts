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

/** Bytes of an env file that are read; more than that is no list of settings. */
const LARGEST = 256 * 1024

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
  const texts = await readTexts(source, changes)
  const tracked = kind === 'work-tree' && repository !== null ? await trackedPaths(repository.gate) : null
  return changes.map(({ path, blobId }) => ({
    path,
    isTracked: tracked === null || tracked.has(path),
    isStaged: kind === 'staged',
    text: texts.get(blobId) ?? null,
  }))
}

async function readTexts(source: OpenedSource['source'], changes: readonly Change[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for await (const item of source.readBlobs([...new Set(changes.map(({ blobId }) => blobId))])) {
    if (item.type !== 'blob' || item.segment.offset > 0) continue
    const { buffer, start, end } = item.content
    texts.set(item.id, buffer.toString('utf8', start, Math.min(end, start + LARGEST)))
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
