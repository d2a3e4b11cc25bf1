import type { Severity } from '../model/rule.ts'

/** The policies for .env files, and how bad a breach of each is. */
export const POLICIES = {
  'env-file-tracked': 'high',
  'env-file-not-ignored': 'medium',
  'env-template-missing': 'low',
  'env-template-ignored': 'medium',
  'env-template-holds-value': 'high',
} as const satisfies Record<string, Severity>
