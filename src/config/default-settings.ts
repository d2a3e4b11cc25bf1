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
}
