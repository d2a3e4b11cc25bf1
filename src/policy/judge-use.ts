import type { Breach } from './breach.ts'
import { holdsSecret } from './holds-secret.ts'
import type { EnvUse } from './policy-facts.ts'
import { sensitivityOf } from './sensitive-key.ts'
import { isTestPath } from './test-path.ts'

/** The breach of code that goes on with a value of its own where a secret is not set: in production, too. */
export function judgeUse({ key, path, line, fallback }: EnvUse): Breach | null {
  if (fallback === null || fallback.trim() === '' || isTestPath(path)) return null
  const isSecret = sensitivityOf(key) === 'secret' || holdsSecret({ key, value: fallback })
  if (!isSecret) return null
  return {
    policyId: 'code-secret-default',
    path,
    line,
    message: `code falls back to a value of its own where ${key} is not set`,
    remedy: `take the default out and stop where ${key} is missing`,
    mends: [],
  }
}
