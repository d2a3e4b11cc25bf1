import { resolve } from 'node:path'
import { type EnvEntry, readEnv } from '../../dotenv/read-env.ts'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { Place, PlaceAnswer } from './place.ts'
import { readText } from './read-text.ts'

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
  return { kind: 'secret-file', label: 'secret file', isOptional: false, ask }
}

/**
 * A .env file, read when it is first asked and only once. A file that is there and cannot be read has failed: it may hold the key.
 * @param folder absolute path
 */
export function envFilePlace(folder: string, name: string): Place {
  let reading: Promise<PlaceAnswer | ReadonlyMap<string, EnvEntry>> | null = null
  const ask: Place['ask'] = async (key) => {
    reading ??= readEnvFile(folder, name)
    const file = await reading
    if ('kind' in file) return file
    const entry = file.get(key.name)
    return answerOf(entry?.value, entry === undefined ? '' : `line ${entry.line}`)
  }
  return { kind: 'env-file', label: name, isOptional: false, ask }
}

/** The entries by key; of a key that is written twice the last one counts, as in dotenv. */
async function readEnvFile(folder: string, name: string): Promise<PlaceAnswer | ReadonlyMap<string, EnvEntry>> {
  const read = await attempt(() => readText(resolve(folder, name), name))
  if (read.kind === 'failed') return read
  if (read.value === null) return { kind: 'absent', detail: 'no such file' }
  return new Map(readEnv(read.value).map((entry) => [entry.key, entry]))
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
