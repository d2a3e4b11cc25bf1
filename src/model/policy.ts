import { SEVERITIES, type Severity } from './rule.ts'

/** What becomes of a breach: nothing, a line that fails no scan, or a violation of that severity. */
export const POLICY_LEVELS = ['off', 'notice', ...SEVERITIES] as const
export type PolicyLevel = 'off' | 'notice' | Severity

/** Every policy for .env files, credential files and what ships them, and what becomes of a breach unless the settings say otherwise. */
export const POLICIES = {
  'env-file-tracked': 'high',
  'env-defaults-tracked': 'notice',
  'env-file-in-history': 'medium',
  'env-file-not-ignored': 'medium',
  'env-file-unguarded': 'notice',
  'env-file-ignored-only-here': 'notice',
  'env-file-open-to-all': 'notice',
  'env-key-repeated': 'low',
  'env-template-missing': 'low',
  'env-template-ignored': 'medium',
  'env-template-holds-value': 'high',
  'env-template-shares-value': 'high',
  'env-template-lacks-key': 'low',
  'env-template-lacks-used-key': 'notice',
  'env-template-unused-key': 'notice',
  'code-secret-default': 'medium',
  'image-takes-env': 'medium',
  'package-takes-env': 'high',
  'credential-file-tracked': 'high',
  'credential-file-not-ignored': 'medium',
} as const satisfies Record<string, PolicyLevel>

export type PolicyId = keyof typeof POLICIES

export const POLICY_IDS = Object.keys(POLICIES) as readonly PolicyId[]
