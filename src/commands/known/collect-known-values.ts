import { readFileSync, statSync } from 'node:fs'
import { envPairs, type Holder, knownValues, shownValues } from '../../known/held-values.ts'
import { isSecretName } from '../../known/is-worth-seeking.ts'
import type { KnownValue } from '../../known/known-value.ts'
import type { EnvFile } from './find-env-files.ts'

/** A file larger than that is no list of settings. */
const LARGEST = 1024 * 1024

/** What this machine knows, and which of its files could not be read. */
export interface CollectedValues {
  readonly values: readonly KnownValue[]
  readonly unread: readonly { readonly shown: string; readonly code: string }[]
}

/** Reads the values of the files and of the environment, and takes those of `others`; what a template shows to everybody is not among them. */
export function collectKnownValues(
  files: readonly EnvFile[],
  env: NodeJS.ProcessEnv,
  others: readonly Holder[] = [],
): CollectedValues {
  const holders: Holder[] = []
  const shown = new Set<string>()
  const unread: { shown: string; code: string }[] = []
  for (const file of files) {
    const text = textOf(file.path)
    if (text.kind === 'unread') unread.push({ shown: file.shown, code: text.code })
    else if (file.kind === 'values') holders.push({ origin: file.shown, pairs: envPairs(text.text) })
    else for (const value of shownValues(text.text)) shown.add(value)
  }
  const named = Object.entries(env).flatMap(([key, value]) => (value && isSecretName(key) ? [{ key, value }] : []))
  holders.push({ origin: 'the environment', pairs: named }, ...others)
  return { values: knownValues(holders, shown), unread }
}

type ReadText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unread'; readonly code: string }

function textOf(path: string): ReadText {
  try {
    const status = statSync(path) // a link is followed: several work trees may share one file
    if (!status.isFile()) return { kind: 'text', text: '' }
    if (status.size > LARGEST) return { kind: 'unread', code: 'larger than 1 MiB' }
    return { kind: 'text', text: readFileSync(path, 'utf8') }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return code === 'ENOENT' ? { kind: 'text', text: '' } : { kind: 'unread', code }
  }
}
