import type { RepositorySettings } from './config.ts'

/** Settings of a repository that says nothing. */
export const DEFAULT_SETTINGS: RepositorySettings = {
  allow: [],
  rules: { files: [], disabled: [] },
  policy: { levels: {}, allow: [] },
  baseline: '.keywarden-baseline.jsonl',
  failOn: 'low',
  minConfidence: 'medium',
  strictChecksums: false,
  secrets: { stores: [], timeout: 10, cache: 300, rotation: { maxAge: 0, keys: new Map() } },
}
