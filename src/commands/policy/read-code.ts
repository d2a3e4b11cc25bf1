import type { EnvUse } from '../../policy/policy-facts.ts'
import { mayUseEnv, readEnvUses } from '../../policy/read-env-uses.ts'
import type { TextReader } from './text-reader.ts'

/** Bytes of a file of code that are read: what people write is smaller. */
export const LARGEST_CODE = 1024 * 1024

/** Text about keys, not use of them; and what is long and never names one. */
const NO_USE =
  /\.(?:md|mdx|rst|txt|adoc|lock|svg|png|jpe?g|gif|webp|ico|woff2?|ttf|pdf|zip|gz|mp4|map|snap)$|-lock\.(?:json|yaml)$/i

/** What code asks of the environment. */
export interface CodeReading {
  readonly uses: readonly EnvUse[]
  /** Of the keys asked about, those that no file names. */
  readonly unnamed: ReadonlySet<string>
}

/** Reads files for the variables that they ask for, and for keys that they name in whatever way. */
export function readCode(paths: readonly string[], keys: ReadonlySet<string>, reader: TextReader): CodeReading {
  const uses: EnvUse[] = []
  const unnamed = new Set(keys)
  for (const path of paths) {
    const isCode = mayUseEnv(path)
    if (!isCode && (unnamed.size === 0 || NO_USE.test(path))) continue
    const text = reader.read(path, 'latin1', LARGEST_CODE)
    if (text === null) continue
    if (isCode) uses.push(...readEnvUses(path, text))
    for (const key of unnamed) if (text.includes(key)) unnamed.delete(key)
  }
  return { uses, unnamed }
}
