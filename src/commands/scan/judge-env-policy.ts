import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { GitGate } from '../../git/gate.ts'
import { listIndex } from '../../git/list-files.ts'
import type { Change } from '../../model/blob.ts'
import type { Violation } from '../../model/finding.ts'
import type { Skip } from '../../model/skip.ts'
import type { SourceSettings } from '../../model/source-settings.ts'
import { folderOf, isEnvFile, isExample, isTemplate } from '../../policy/env-file-name.ts'
import type { EnvFileFacts, EnvUse, PolicyFacts } from '../../policy/policy-facts.ts'
import type { OpenedSource } from '../../sources/create-source.ts'
import { fileFacts, isJudgedByName, type KnownFile } from '../policy/file-facts.ts'
import type { MatchStore } from './match-store.ts'

/** What a scan has to say of policies. */
export interface PolicyOutcome {
  readonly violations: readonly Violation[]
  readonly notices: readonly string[]
  readonly skips: readonly Skip[]
}

const NOTHING: PolicyOutcome = { violations: [], notices: [], skips: [] }

/**
 * Judges what a scan has come by: all of the repository where that was scanned, else the files that are new; of history,
 * only whether it has env files.
 * @param uses what code was seen to ask of the environment
 */
export async function judgeEnvPolicy(
  { source: { kind }, policy }: Config,
  opened: OpenedSource,
  store: MatchStore,
  uses: readonly EnvUse[],
): Promise<PolicyOutcome> {
  if (opened.repository === null || kind === 'stdin' || kind === 'paths') return NOTHING
  const { facts, skips } = await factsOf(kind, opened, store, uses)
  if (facts === null) return NOTHING
  const { judgePolicy } = await import('../../policy/judge-policy.ts')
  const { settle } = await import('../policy/settle.ts')
  return { ...(await settle(judgePolicy(facts), policy)), skips }
}

type Judged = Exclude<SourceSettings['kind'], 'stdin' | 'paths'>

interface Gathered {
  /** Null where there is nothing to judge. */
  readonly facts: PolicyFacts | null
  readonly skips: readonly Skip[]
}

async function factsOf(
  kind: Judged,
  opened: OpenedSource,
  store: MatchStore,
  uses: readonly EnvUse[],
): Promise<Gathered> {
  if (kind === 'history') return { facts: pastFacts(opened, store), skips: [] }
  if (kind !== 'work-tree') return { facts: await changeFacts(kind, opened, store), skips: [] }
  if (opened.repository === null) return { facts: null, skips: [] }
  const { repositoryFacts } = await import('../policy/repository-facts.ts')
  const { TextReader } = await import('../policy/text-reader.ts')
  const reader = new TextReader(opened.root)
  const facts = await repositoryFacts(opened.repository, reader, { uses, past: [] })
  return { facts, skips: reader.skips }
}

const NO_FACTS: PolicyFacts = {
  scope: 'change',
  envFiles: [],
  awaited: [],
  templates: [],
  credentialFiles: [],
  past: [],
  uses: [],
  unnamedKeys: new Set(),
  images: [],
  packages: [],
}

function pastFacts({ source }: OpenedSource, { policyTexts }: MatchStore): PolicyFacts | null {
  const changes = source.changes(new Set(policyTexts.keys())).filter(({ path }) => isEnvFile(path))
  const past = changes.map(({ path, blobId, commit }) => ({
    path,
    commit: commit ?? '',
    text: policyTexts.get(blobId) ?? null,
  }))
  return past.length === 0 ? null : { ...NO_FACTS, past }
}

/** A hook has no time to look everywhere: files that are new, and the env files beside them and at the root. */
async function changeFacts(
  kind: Exclude<Judged, 'history' | 'work-tree'>,
  opened: OpenedSource,
  store: MatchStore,
): Promise<PolicyFacts | null> {
  const changed = await changedFiles(kind, opened, store)
  const known = new Set(changed.map(({ path }) => path))
  const beside = kind === 'staged' ? await filesBeside(opened.root, changed) : []
  const all = [...changed, ...beside.filter(({ path }) => !known.has(path))]
  if (all.length === 0 || opened.repository === null) return null
  const { gate } = opened.repository
  const facts = await fileFacts(all, gate, opened.root)
  const envFiles = await withoutUnchanged(facts.envFiles, gate)
  return { ...NO_FACTS, ...facts, envFiles }
}

/** What git has and no change touches is none of the commit's business. Few files beside are not ignored, so few ask. */
async function withoutUnchanged(files: readonly EnvFileFacts[], gate: GitGate): Promise<readonly EnvFileFacts[]> {
  if (files.every(({ isTracked, isIgnored }) => isTracked || isIgnored)) return files
  const index = new Set((await listIndex(gate)).map(({ path }) => path))
  return files.filter(({ path, isTracked }) => isTracked || !index.has(path))
}

/** What is judged by name among what was scanned, with its content. */
async function changedFiles(
  kind: Exclude<Judged, 'history' | 'work-tree'>,
  { source }: OpenedSource,
  store: MatchStore,
): Promise<readonly KnownFile[]> {
  const changes = source.changes(store.ids()).filter(({ path }) => isJudgedByName(path))
  if (changes.length === 0) return []
  const texts = await readTexts(source, store, changes)
  return changes.map(({ path, blobId }) => ({
    path,
    isTracked: true,
    isStaged: kind === 'staged',
    text: texts.get(blobId) ?? null,
  }))
}

/** What the store has not kept is content that first stood at another path; git has it still. */
async function readTexts(
  source: OpenedSource['source'],
  { policyTexts }: MatchStore,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(policyTexts)
  const missing = new Set(changes.map(({ blobId }) => blobId).filter((id) => !texts.has(id)))
  if (missing.size === 0) return texts
  for await (const item of source.readBlobs([...missing])) {
    if (item.type !== 'blob' || item.segment.offset > 0) continue
    texts.set(item.id, item.content.buffer.toString('utf8', item.content.start, item.content.end))
  }
  return texts
}

/** Their content counts only beside a template that is new: it must not repeat it. */
async function filesBeside(root: string, staged: readonly KnownFile[]): Promise<readonly KnownFile[]> {
  const folders = new Set(['', ...staged.map(({ path }) => folderOf(path))])
  const paths = [...folders].flatMap((folder) =>
    namesIn(join(root, folder))
      .filter((name) => isEnvFile(name) || isTemplate(name))
      .map((name) => folder + name),
  )
  const read = staged.some(({ path }) => isExample(path)) ? await readerOf(root) : () => null
  return paths.map((path) => ({ path, isTracked: false, isStaged: false, text: isEnvFile(path) ? read(path) : null }))
}

async function readerOf(root: string): Promise<(path: string) => string | null> {
  const { TextReader } = await import('../policy/text-reader.ts')
  const reader = new TextReader(root)
  return (path) => reader.read(path)
}

/** A folder that git has and the disk has not holds nothing to judge. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
