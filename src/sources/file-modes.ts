import type { TreeEntry } from '../git/parse-raw-diff.ts'

const SUBMODULE = 0o160000

/** True for an entry that names a commit of another repository, not content of this one. */
export function isSubmodule(entry: TreeEntry | null): boolean {
  return entry?.mode === SUBMODULE
}

/** True for an entry that has content: a file, or a link, whose target is its content. */
export function isContent<T extends TreeEntry>(entry: T | null): entry is T {
  return entry !== null && entry.mode !== SUBMODULE
}
