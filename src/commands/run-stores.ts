import { randomUUID } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { ScanError } from '../model/errors.ts'
import { environmentName } from '../secrets/resolve/environment-name.ts'
import type { SecretStore } from '../secrets/stores/store.ts'
import { chooseStore } from './rotate/choose-store.ts'
import { readValue } from './rotate/read-value.ts'
import { stateFolder } from './rotate/rotation-state.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { projectFolder } from './secrets/project-folder.ts'
import { findPlaceholders } from './stores/find-placeholders.ts'
import { listKeys, listVersions } from './stores/list-store.ts'
import { pullSecrets } from './stores/pull-secrets.ts'
import { pushSecrets } from './stores/push-secrets.ts'
import type { Transfer } from './stores/transfer.ts'
import type { VerbResult } from './verb-result.ts'

/** Which store and which environment are meant; null where it is not said. */
interface StoreFlags {
  readonly store: string | null
  readonly environment: string | null
}

/** What a verb that reads or writes a store is asked; a file is null where none is named. */
export type StoresRequest =
  /** The value is on standard input. */
  | ({ readonly verb: 'secrets set'; readonly key: string } & StoreFlags)
  | ({ readonly verb: 'secrets get'; readonly key: string } & StoreFlags)
  /** With a key, its versions. */
  | ({ readonly verb: 'secrets list'; readonly key: string | null } & StoreFlags)
  | ({
      readonly verb: 'secrets push'
      readonly file: string | null
      readonly mode: 'plan' | 'apply'
      /** Whether placeholders are kept out of the store. */
      readonly guard: 'placeholders' | 'none'
    } & StoreFlags)
  | ({
      readonly verb: 'secrets pull'
      readonly file: string | null
      readonly mode: 'plan' | 'apply'
      /** Whether git has to ignore the file. */
      readonly guard: 'git' | 'none'
    } & StoreFlags)

/** Answers what is asked of one store. Only `get` gives a value. */
export async function runStores(
  config: Config,
  request: StoresRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  const folder = projectFolder(config.cwd, config.root)
  const named = environmentName({ name: request.environment, saidBy: '--env' }, environment.env)
  const store = await chooseStore({
    asked: request.store,
    key: request.verb === 'secrets get' ? request.key : null,
    settings: config.secrets,
    environment: named,
    folder,
    env: environment.env,
    stateFolder: stateFolder(environment.env),
    signal: environment.signal,
  })
  switch (request.verb) {
    case 'secrets set':
      return set(store, request.key, environment)
    case 'secrets get':
      return get(store, request.key)
    case 'secrets list':
      return request.key === null ? listKeys(store, Date.now()) : listVersions(store, request.key, Date.now())
    case 'secrets push':
      return pushSecrets(
        transferOf(store, request, { cwd: config.cwd, folder, environment: named.name }),
        request.guard === 'none'
          ? null
          : (values) => findPlaceholders(values, { folder, environment: named, ruleFiles: config.rules.files }),
      )
    case 'secrets pull': {
      const transfer = transferOf(store, request, { cwd: config.cwd, folder, environment: named.name })
      return pullSecrets(transfer, request.guard, environment.env)
    }
  }
}

async function set(store: SecretStore, key: string, { stdin }: ScanEnvironment): Promise<VerbResult> {
  const value = await readValue(stdin)
  const version = await store.write(key, value, { stage: 'current', requestId: randomUUID() })
  return {
    lines: [`${key} is written to ${store.label}, version ${version.id}`],
    data: { schemaVersion: 1, store: store.label, key, version: version.id },
    outcome: 'passed',
    purpose: 'verdict',
  }
}

async function get(store: SecretStore, key: string): Promise<VerbResult> {
  const stored = await store.read(key)
  if (stored === null) {
    throw new ScanError('SECRET_INVALID', `${key} is not in ${store.label}`, {
      hint: '`keywarden secrets list` tells the keys that are there',
    })
  }
  const { value, version } = stored
  return {
    lines: [],
    value,
    data: { schemaVersion: 1, store: store.label, key, version: version.id, value: value.reveal() },
    outcome: 'passed',
    purpose: 'content',
  }
}

function transferOf(
  store: SecretStore,
  { file, mode }: { readonly file: string | null; readonly mode: 'plan' | 'apply' },
  place: { readonly cwd: string; readonly folder: string; readonly environment: string },
): Transfer {
  if (store.kind !== 'env-file') return { store, file, mode, ...place }
  throw new ScanError('USAGE', 'no store is named that a .env file could be compared with', {
    hint: 'name one under [[secrets.stores]] in keywarden.toml, or set KEY_VAULT_URI or AWS_SECRET_NAME',
  })
}
