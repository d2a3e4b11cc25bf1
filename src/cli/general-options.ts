/** Options that every verb has. */
export const GENERAL = ['format', 'config', 'quiet', 'verbose', 'color', 'no-color', 'help', 'version'] as const
