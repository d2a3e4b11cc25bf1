import { Readable } from 'node:stream'
import type { Blob, Change } from '../../src/model/blob.ts'
import type { Skip } from '../../src/model/skip.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { createSource, type OpenedSource, type SourceContext } from '../../src/sources/create-source.ts'
import type { TestRepository } from '../support/git-repo.ts'

/** All that a source gave, for a test to look at. */
export interface Reading {
  readonly opened: OpenedSource
  /** Text of each blob as Latin-1, by id; that of a large one with its windows put together. */
  readonly contents: ReadonlyMap<string, string>
  readonly blobs: readonly Pick<Blob, 'id' | 'path' | 'size' | 'segment'>[]
  readonly skips: readonly Skip[]
  /** Every change, as triage would ask for it if each blob held a match. */
  readonly changes: readonly Change[]
  /** Content by path, where a path has one. */
  at(path: string): string | undefined
}

/** Reads a source to its end. */
export async function readSource(
  settings: SourceSettings,
  repository: Pick<TestRepository, 'root' | 'env'>,
  context: Partial<SourceContext> = {},
): Promise<Reading> {
  const world = { cwd: repository.root, env: repository.env, stdin: Readable.from([]), signal: null, ...context }
  const opened = await createSource(settings, world)
  const contents = new Map<string, string>()
  const blobs: Pick<Blob, 'id' | 'path' | 'size' | 'segment'>[] = []
  const skips: Skip[] = []
  for await (const item of opened.source.blobs()) {
    if (item.type === 'skip') skips.push(item)
    else {
      const { id, path, size, segment } = item
      blobs.push({ id, path, size, segment })
      contents.set(id, (contents.get(id) ?? '').slice(0, segment.offset) + textOf(item))
    }
  }
  const changes = opened.source.changes(new Set(contents.keys()))
  const at = (path: string) => contents.get(changes.find((change) => change.path === path)?.blobId ?? '')
  return { opened, contents, blobs, skips, changes, at }
}

/** Content of blobs that a source gives for comparison, by id. */
export async function readReplaced({ opened }: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>()
  for await (const item of opened.source.readBlobs(ids)) if (item.type === 'blob') contents.set(item.id, textOf(item))
  return contents
}

/** Paths of the changes, sorted. */
export function pathsOf({ changes }: Reading): readonly string[] {
  return [...new Set(changes.map(({ path }) => path))].sort()
}

/** Skips as `reason path`, sorted. */
export function skipsOf({ skips }: Reading): readonly string[] {
  return skips.map(({ reason, path }) => `${reason} ${path ?? ''}`.trim()).sort()
}

function textOf({ content }: Blob): string {
  return content.buffer.toString('latin1', content.start, content.end)
}
