import { resolve } from 'node:path'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { EnvEntry } from '../../dotenv/read-env.ts'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { Place, PlaceAnswer } from './place.ts'
import { readText } from './read-text.ts'
import { isReference } from './reference.ts'

type EnvValues = ReadonlyMap<string, { readonly value: string; readonly line: number }>

export type Environment = Readonly<Record<string, string | undefined>>

/** The variables that the process was started with. */
export function environmentPlace(env: Environment): Place {
  return {
    kind: 'environment',
    label: 'environment',
    isOptional: false,
    ask: async ({ name }) => answerOf(env[name], ''),
  }
}

/**
 * The file that the variable `NAME_FILE` names, as Docker and Kubernetes hand secrets over; a line feed at its end is none of the
 * value. Only for secrets: `LOG_FILE` is where a program writes.
 * @param folder absolute path that relative names start from
 */
export function secretFilePlace(env: Environment, folder: string): Place {
  const ask: Place['ask'] = async ({ name, isSecret }) => {
    const file = env[`${name}_FILE`] ?? ''
    if (!isSecret || file === '') return { kind: 'absent', detail: '' }
    const shown = `the file that ${name}_FILE names`
    const read = await attempt(() => readText(resolve(folder, file), shown))
    if (read.kind === 'failed') return read
    if (read.value !== null) return answerOf(read.value.replace(/\r?\n$/, ''), `named by ${name}_FILE`)
    const error = new ScanError('UNREADABLE', `${shown} does not exist`, { hint: `mend or unset ${name}_FILE` })
    return { kind: 'failed', error }
  }
  return { kind: 'secret-file', label: 'NAME_FILE', isOptional: false, ask }
}

/**
 * A .env file, read when it is first asked and only once. A file that is there and cannot be read has failed: it may hold the key.
 * @param folder absolute path
 */
export function envFilePlace(folder: string, name: string): Place {
  let reading: Promise<PlaceAnswer | EnvValues> | null = null
  const ask: Place['ask'] = async (key) => {
    reading ??= readEnvFile(folder, name)
    const file = await reading
    if ('kind' in file) return file
    const entry = file.get(key.name)
    return answerOf(entry?.value, entry === undefined ? '' : `line ${entry.line}`)
  }
  return { kind: 'env-file', label: name, isOptional: false, ask }
}

async function readEnvFile(folder: string, name: string): Promise<PlaceAnswer | EnvValues> {
  const read = await attempt(() => readText(resolve(folder, name), name))
  if (read.kind === 'failed') return read
  if (read.value === null) return { kind: 'absent', detail: 'no such file' }
  const text = read.value
  return new Map([...effectiveEntries(text)].map(([key, entry]) => [key, { ...entry, value: textOf(entry, text) }]))
}

/** In a value without quotes `#` begins a comment, but not in `aws-sm://name#key`: half a reference leads to something else. */
function textOf({ value, quote, valueStart, valueEnd }: EnvEntry, text: string): string {
  if (quote !== '' || text[valueEnd] !== '#' || !isReference(value)) return value
  return text.slice(valueStart).split(/\s/, 1)[0] ?? value
}

function answerOf(value: string | undefined, detail: string): PlaceAnswer {
  return value === undefined ? { kind: 'absent', detail: '' } : { kind: 'value', value: new Secret(value), detail }
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly kind: 'done'; readonly value: T } | Extract<PlaceAnswer, { kind: 'failed' }>> {
  try {
    return { kind: 'done', value: await work() }
  } catch (error) {
    if (error instanceof ScanError) return { kind: 'failed', error }
    throw error
  }
}
