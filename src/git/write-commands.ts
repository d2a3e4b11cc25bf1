/**
 * The argument vectors by which git is made to change something, each asked for by name by whoever runs keywarden.
 * They write the index or the object store and nothing else, take what they write from stdin, and run nothing of the repository's configuration.
 */
export const WRITE_COMMANDS = {
  untrack: ['update-index', '--force-remove', '-z', '--stdin'],
  writeBlob: ['hash-object', '-w', '--no-filters', '--stdin'],
  replaceStaged: ['update-index', '-z', '--index-info'],
} as const satisfies Record<string, readonly string[]>
