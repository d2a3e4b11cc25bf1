/** Settings of the commands that are to run the repository's hooks: they sign nothing, tidy nothing, and push to a folder. */
const TRIAL = [
  ...['-c', 'user.name=keywarden doctor', '-c', 'user.email=doctor@keywarden.invalid'],
  ...['-c', 'commit.gpgSign=false', '-c', 'tag.gpgSign=false', '-c', 'push.gpgSign=false'],
  ...['-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'push.recurseSubmodules=no'],
  ...['-c', 'protocol.allow=never', '-c', 'protocol.file.allow=always'],
]

/** The setting that makes git take hooks from a folder, which is the user's own; it outranks the one that switches them off. */
export function hooksFrom(folder: string): readonly string[] {
  return ['-c', `core.hooksPath=${folder}`]
}

/**
 * Argument vectors for a work tree to try hooks in. They write: objects that nothing refers to, and a linked work tree
 * with an index and a HEAD of its own. None moves a ref or touches a file of the user. Only `doctor` uses them.
 */
export const SCRATCH_COMMANDS = {
  version: ['version'],
  list: ['worktree', 'list', '--porcelain', '-z'],
  add: ['worktree', 'add', '--quiet', '--detach', '--no-checkout'],
  remove: ['worktree', 'remove', '--force', '--force'],
  prune: ['worktree', 'prune'],
  blob: ['hash-object', '-w', '--stdin'],
  tree: ['mktree', '-z'],
  commitTree: [...TRIAL, 'commit-tree', '-m', 'keywarden doctor'],
  stage: ['update-index', '--add', '-z', '--index-info'],
  reset: ['reset', '--quiet', '--hard'],
  makeRemote: ['init', '--quiet', '--bare', '--template=', '--object-format=sha1'],
  makeSha256Remote: ['init', '--quiet', '--bare', '--template=', '--object-format=sha256'],
  commit: [...TRIAL, 'commit', '--quiet', '--message', 'keywarden doctor'],
  merge: [...TRIAL, 'merge', '--quiet', '--no-ff', '--no-edit'],
  push: [...TRIAL, 'push', '--quiet'],
} as const satisfies Record<string, readonly string[]>
