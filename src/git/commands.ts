/**
 * Every argument vector that git is started with. Only plumbing that runs nothing of the repository's configuration;
 * never `status`, `diff` against the work tree, `log`, `show`, `add`, `stash`. What callers add behind a vector is a
 * full object id, `HEAD`, or one revision behind `--end-of-options`. Paths go through stdin.
 */
export const COMMANDS = {
  describe: [
    'rev-parse',
    '--is-shallow-repository',
    '--show-object-format',
    '--absolute-git-dir',
    '--path-format=absolute',
    '--git-common-dir',
    '--show-toplevel', // last: without a work tree it fails, and the rest is printed by then
  ],
  gitDir: ['rev-parse', '--absolute-git-dir'],
  commonDir: ['rev-parse', '--path-format=absolute', '--git-common-dir'],
  topLevel: ['rev-parse', '--show-toplevel'],
  resolve: ['rev-parse', '--verify', '--quiet', '--end-of-options'],
  mergeBase: ['merge-base', '--all'],
  objectType: ['cat-file', '-t'],
  readSetting: ['config', '--get-all'],
  readScopedPath: ['config', '--get-all', '--show-scope', '--type=path'],
  stagedChanges: [
    'diff-index',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames', // a renamed file is read whole, and its old content is in what the change removes
    '--no-relative', // the whole index, from wherever it is asked
    '--ignore-submodules=dirty', // outranks the setting that hides them, and does not look into them
  ],
  stagedContent: [
    'diff-index',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-relative',
    '--ignore-submodules=dirty',
    '--ita-invisible-in-index', // leaves out what is only marked with `add -N`
  ],
  index: ['ls-files', '--stage', '-z', '--full-name'],
  indexFlags: ['ls-files', '-v', '-z', '--full-name'],
  unmerged: ['ls-files', '--unmerged', '-z', '--full-name'],
  untracked: ['ls-files', '--others', '--exclude-standard', '-z', '--full-name'],
  ignored: ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z', '--full-name'],
  checkIgnored: ['check-ignore', '--no-index', '-z', '--stdin', '--verbose', '--non-matching'],
  revisions: ['rev-list', '--reverse', '--topo-order'],
  everyRevision: ['rev-list', '--reverse', '--topo-order', '--all', '--reflog'],
  pathRevisions: ['rev-list', '--full-history', '--reverse', '--topo-order', '--all'],
  commitChanges: [
    'diff-tree',
    '--stdin',
    '-r',
    '-c', // a merge shows what differs from every parent: nothing where it was clean
    '--root',
    '--always', // names every commit, so that they can be counted
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-relative',
    '--ignore-submodules=dirty',
  ],
  refs: ['for-each-ref', '--format=%(objecttype) %(objectname) %(*objecttype) %(refname)'],
  refTips: ['for-each-ref', '--format=%(objectname) %(*objectname) %(*objecttype) %(refname)'],
  everyCommitDown: ['rev-list', '--topo-order', '--parents', '--all', '--reflog'],
  everyRevisionOfPaths: [
    'rev-list',
    '--reverse',
    '--topo-order',
    '--full-history', // the side of a merge that was not taken counts too
    '--max-count=5000',
    '--all',
    '--reflog',
    '--stdin', // behind `--`, the paths
  ],
  tree: ['ls-tree', '-r', '-z', '--full-tree'],
  objects: ['cat-file', '--batch', '--buffer'],
  localObjects: ['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname)'],
} as const satisfies Record<string, readonly string[]>

/**
 * The argument vectors that write, each to the index or the object store alone, never to files, refs or settings. What
 * they write comes through stdin.
 */
export const WRITING_COMMANDS = {
  writeBlob: ['hash-object', '-w', '--no-filters', '--stdin'],
  replaceStaged: ['update-index', '-z', '--index-info'],
  untrack: ['update-index', '--force-remove', '-z', '--stdin'],
} as const satisfies Record<string, readonly string[]>
