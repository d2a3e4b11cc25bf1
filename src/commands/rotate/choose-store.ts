import { join } from 'node:path'
import type { NamedStore, SecretsSettings } from '../../config/config.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { ScanError } from '../../model/errors.ts'
import { envFileNames } from '../../secrets/resolve/env-file-names.ts'
import type { EnvironmentName } from '../../secrets/resolve/environment-name.ts'
import { EnvFileStore } from '../../secrets/stores/env-file-store.ts'
import { boundTo, type SecretStore } from '../../secrets/stores/store.ts'
import { completeStore, namedStores, requireComplete } from '../secrets/finish-store.ts'
import { localPlaces, lookupIn } from '../secrets/open-secrets.ts'
import { readIdKey } from './id-key.ts'
import { readSmall } from './read-small.ts'

/** What decides which store is meant. */
export interface StoreChoice {
  /** Kind that `--store` names, or where the settings have it (`keywarden.toml:12`); null without it. */
  readonly asked: string | null
  /** Key that is to be in a .env file where no store is named; null where none is meant in particular. */
  readonly key: string | null
  readonly settings: SecretsSettings
  readonly environment: EnvironmentName
  /** Absolute path of the folder whose .env files count. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** Absolute path of the folder that keeps what is known of rotations. */
  readonly stateFolder: string
  /** Ends the calls of the store. */
  readonly signal: AbortSignal | null
}

const ENV_FILE = 'env-file'

/** Opens the store that is asked for; without a name the only one that the settings have, and without any a .env file that has the key. */
export async function chooseStore(choice: StoreChoice): Promise<SecretStore> {
  const { asked, settings, environment, folder, env, signal } = choice
  const lookup = await lookupIn(localPlaces(folder, env, environment))
  const named = asked === ENV_FILE ? [] : namedStores(settings, environment.name, lookup)
  const wanted = named.filter((store) => asked === null || store.store.kind === asked || store.source === asked)
  const [only] = wanted
  if (wanted.length === 1 && only !== undefined) {
    const { openStore } = await import('../../secrets/stores/stores.ts')
    const store = openStore(requireComplete(completeStore(only.store, lookup), only.source, settings.timeout * 1000))
    return signal === null ? store : boundTo(store, signal)
  }
  if (asked === ENV_FILE || (asked === null && named.length === 0)) return openEnvFile(choice)
  throw ambiguous(asked, named)
}

async function openEnvFile({ asked, key, environment, folder, stateFolder }: StoreChoice): Promise<SecretStore> {
  for (const name of envFileNames(environment)) {
    const path = join(folder, name)
    const text = await readSmall(path)
    if (text === null || (key !== null && !effectiveEntries(text).has(key))) continue
    return new EnvFileStore(path, await readIdKey(stateFolder))
  }
  const files = envFileNames(environment).join(' or ')
  const what = key === null ? `there is no ${files} in ${folder}` : `${key} is in no .env file of ${folder} (${files})`
  throw new ScanError('USAGE', asked === null ? `no store is named, and ${what}` : what, {
    hint:
      asked === null
        ? 'name a store under [[secrets.stores]] in keywarden.toml, or set KEY_VAULT_URI or AWS_SECRET_NAME'
        : 'write it into one of them first, or name another store with --store',
  })
}

function ambiguous(asked: string | null, named: readonly NamedStore[]): ScanError {
  const choices = named.map(({ store, source }) => `${store.kind} (${source})`)
  const says = asked === null ? 'several stores are named' : `--store does not name one of the stores`
  return new ScanError('USAGE', says, {
    hint: `write --store with a kind or a place of ${[...choices, ENV_FILE].join(', ')}`,
  })
}
