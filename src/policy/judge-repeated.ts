import { readEnv } from '../dotenv/read-env.ts'
import type { Breach } from './breach.ts'
import type { FileFacts } from './policy-facts.ts'

/** The breaches of a file that assigns a key more than once: one for each assignment that counts for nothing. */
export function judgeRepeated({ path, text }: Pick<FileFacts, 'path' | 'text'>): readonly Breach[] {
  if (text === null) return []
  const entries = readEnv(text)
  const last = new Map(entries.map((entry) => [entry.key, entry]))
  const idle = entries.filter((entry) => last.get(entry.key) !== entry)
  return idle.map(({ key, line }) => ({
    policyId: 'env-key-repeated',
    path,
    line,
    message: `${key} is assigned again in line ${last.get(key)?.line}, and only the last assignment counts`,
    remedy: `remove line ${line} or rename its key`,
    mends: [],
  }))
}
