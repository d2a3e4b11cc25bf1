import type { Breach } from './breach.ts'
import { holdsSecret } from './holds-secret.ts'
import { isPlaceholder } from './placeholder.ts'
import type { EnvUse } from './policy-facts.ts'
import { sensitivityOf } from './sensitive-key.ts'
import { isTestPath } from './test-path.ts'

/** `DB_PASSWORD`, `REDIS_PASSWORD`: a server elsewhere refuses a made-up one, so a default for everybody's own machine opens nothing. */
const CHECKED_BY_A_SERVER =
  /(?:^|_)(?:DB|DATABASE|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MSSQL|MONGO(?:DB)?|REDIS|RABBITMQ|AMQP|SMTP|MAIL|EMAIL)_(?:\w*_)?(?:PASSWORD|PASS|PWD)$/i

/** The breach of code that goes on with a value of its own where a secret is not set: in production, too. */
export function judgeUse({ key, path, line, fallback }: EnvUse): Breach | null {
  if (fallback === null || fallback.trim() === '' || isTestPath(path)) return null
  if (CHECKED_BY_A_SERVER.test(key) && isPlaceholder(fallback)) return null
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
