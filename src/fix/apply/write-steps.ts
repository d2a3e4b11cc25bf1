import type { Secret } from '../../model/secret.ts'

/** A variable and its value. */
export interface EnvAddition {
  readonly name: string
  readonly value: Secret
}

/** A file that is written anew. */
export interface FileChange {
  /** POSIX, relative to the root of the repository. */
  readonly path: string
  readonly text: string
  /** Digest of the content that the new one is based on; null where there was no file. */
  readonly expected: string | null
}

/** A blob in the index that is replaced. */
export interface IndexChange {
  readonly path: string
  readonly mode: number
  /** Id of the blob that the new one is based on. */
  readonly expected: string
  readonly text: string
}

/** A `.env` and what is to be written before a value is. */
export interface EnvChange {
  readonly path: string
  readonly additions: readonly EnvAddition[]
}

/** All that one run writes. */
export interface FixWrites {
  readonly ignores: readonly FileChange[]
  readonly env: readonly EnvChange[]
  readonly examples: readonly FileChange[]
  readonly files: readonly FileChange[]
  readonly index: readonly IndexChange[]
}

/** How a run writes: the disk and git, or what a test hands in. Each call does all or nothing. */
export interface WritePort {
  replaceFile(change: FileChange): Promise<void>
  /** Fails where git would take the file in: no value is then written to it. */
  requireIgnored(path: string): Promise<void>
  addToEnv(change: EnvChange): Promise<void>
  replaceStaged(changes: readonly IndexChange[]): Promise<void>
}

/**
 * Writes in the one order in which no value is ever lost and none is open to git, wherever the run is cut off: ignored
 * first, then the value in `.env`, and the code last. Cut off, it can be run again.
 */
export async function writeFix(writes: FixWrites, port: WritePort): Promise<void> {
  for (const change of writes.ignores) await port.replaceFile(change)
  for (const change of writes.env) {
    await port.requireIgnored(change.path)
    await port.addToEnv(change)
  }
  for (const change of writes.examples) await port.replaceFile(change)
  for (const change of writes.files) await port.replaceFile(change)
  if (writes.index.length > 0) await port.replaceStaged(writes.index)
}
