import type { Blob, Change } from '../../src/model/blob.ts'
import type { Skip } from '../../src/model/skip.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { type OpenedSource, type SourceContext } from '../../src/sources/create-source.ts'
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
export declare function readSource(
  settings: SourceSettings,
  repository: Pick<TestRepository, 'root' | 'env'>,
  context?: Partial<SourceContext>,
): Promise<Reading>
/** Content of blobs that a source gives for comparison, by id. */
export declare function readReplaced({ opened }: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
/** Paths of the changes, sorted. */
export declare function pathsOf({ changes }: Reading): readonly string[]
/** Skips as `reason path`, sorted. */
export declare function skipsOf({ skips }: Reading): readonly string[]
