const SUBMODULE = 0o160000

/** True for an entry that names a commit of another repository, not content of this one. */
export function isSubmodule({ mode }: { readonly mode: number }): boolean {
  return mode === SUBMODULE
}
