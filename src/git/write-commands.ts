/**
 * The argument vectors by which git is made to change something, each asked for by name by whoever runs keywarden.
 * They write the index and nothing else, and run nothing of the repository's configuration.
 */
export const WRITE_COMMANDS = {
  untrack: ['update-index', '--force-remove', '-z', '--stdin'],
} as const satisfies Record<string, readonly string[]>
