import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { readEnv } from '../../dotenv/read-env.ts'
import { ScanError } from '../../model/errors.ts'
import type { KeyDefinitions } from '../../secrets/definition/key-definition.ts'
import { envFileNames } from '../../secrets/resolve/env-file-names.ts'
import { type KeyRequest, plainKey } from '../../secrets/resolve/place.ts'
import { readText } from '../../secrets/resolve/read-text.ts'
import type { LookupOptions } from '../run-lookup.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import { openSecrets } from './open-secrets.ts'
import { projectFolder } from './project-folder.ts'
import { readExample } from './read-example.ts'

/** What a program is started with. */
export interface ProgramEnvironment {
  readonly env: NodeJS.ProcessEnv
  /** The pairs that were found for the keys of the project. */
  readonly pairs: readonly { readonly key: string; readonly value: string }[]
  /** Values that the template shows. */
  readonly shown: ReadonlySet<string>
  /** Keys that the template requires and that have no value. */
  readonly missing: readonly string[]
}

/**
 * The environment that a program gets: ours, and a value for each key of the `.env` files and of the template, from the place
 * that wins. A place that cannot be asked is an error: the program would run without what it needs.
 */
export async function programEnvironment(
  config: Config,
  options: LookupOptions,
  { env, now, signal }: Pick<ScanEnvironment, 'env' | 'now' | 'signal'>,
): Promise<ProgramEnvironment> {
  const folder = projectFolder(config.cwd, config.root)
  const [opened, example] = await Promise.all([
    openSecrets({
      folder,
      env,
      environment: { name: options.environment, saidBy: '--env' },
      settings: config.secrets,
      mode: options.mode,
      stores: null,
      now,
      signal,
    }),
    readExample(folder),
  ])
  const files = await Promise.all(envFileNames(opened.environment).map((name) => keysOf(folder, name)))
  const definitions = example?.definition.keys ?? {}
  const empty = new Set(files.flatMap((keys) => keys.filter(({ isEmpty }) => isEmpty).map(({ key }) => key)))
  const keys = new Set([...files.flat().map(({ key }) => key), ...Object.keys(definitions)])
  const requests = [...keys].map((key) => requestFor(key, definitions))
  const resolutions = await opened.resolver.resolveAll(requests)
  const pairs: { key: string; value: string }[] = []
  const missing: string[] = []
  for (const [key, resolution] of resolutions) {
    if (resolution.kind === 'failed') throw aboutKey(key, resolution.error)
    if (resolution.kind === 'found') pairs.push({ key, value: resolution.value.reveal() })
    else if (empty.has(key) && env[key] === undefined) pairs.push({ key, value: '' })
    else if (Object.hasOwn(definitions, key) && definitions[key]?.required !== false) missing.push(key)
  }
  const found = Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
  return { env: { ...env, ...found }, pairs, shown: new Set(example?.values.values()), missing }
}

async function keysOf(folder: string, name: string): Promise<readonly { key: string; isEmpty: boolean }[]> {
  const text = await readText(join(folder, name), name)
  return text === null ? [] : readEnv(text).map(({ key, value }) => ({ key, isEmpty: value === '' }))
}

function requestFor(name: string, definitions: KeyDefinitions): KeyRequest {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined
  if (definition === undefined) return plainKey(name)
  const { sensitive = true, empty = 'missing', default: fallback = null } = definition
  return { name, isSecret: sensitive, empty, fallback }
}

/** Of many keys, the one that could not be asked for: a reference in a .env file may be what is wrong. */
function aboutKey(key: string, error: ScanError): ScanError {
  return new ScanError(error.code, `no value for ${key}: ${error.message}`, { hint: error.hint, cause: error })
}
