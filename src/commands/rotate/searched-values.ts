import { join } from 'node:path'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { Secret } from '../../model/secret.ts'
import { envFileNames } from '../../secrets/resolve/env-file-names.ts'
import type { EnvironmentName } from '../../secrets/resolve/environment-name.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import type { SearchedValues } from './find-leaked-key.ts'
import { readSmall } from './read-small.ts'

/** Every current value of a store. */
export async function valuesOfStore(store: SecretStore): Promise<SearchedValues> {
  const keys = (await store.list()).map(({ key }) => key)
  const stored = await store.readMany(keys)
  return { label: store.label, values: new Map([...stored].map(([key, { value }]) => [key, value])) }
}

/** Every value of the .env files of a folder, as programs see it. */
export async function valuesOfFiles(folder: string, environment: EnvironmentName): Promise<SearchedValues> {
  const values = new Map<string, Secret>()
  const names = envFileNames(environment)
  for (const name of names) {
    for (const [key, { value }] of effectiveEntries((await readSmall(join(folder, name))) ?? '')) {
      if (!values.has(key) && value !== '') values.set(key, new Secret(value))
    }
  }
  return { label: `${names.join(', ')} in ${folder}`, values }
}
