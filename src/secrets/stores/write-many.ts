import type { Secret } from '../../model/secret.ts'
import { DocumentStore } from './document-store.ts'
import { mapLimited } from './map-limited.ts'
import type { SecretStore } from './store.ts'

const AT_ONCE = 4

/** Writes several keys as current versions: in one new version where the store keeps them in one secret. */
export async function writeMany(
  store: SecretStore,
  values: ReadonlyMap<string, Secret>,
  newRequestId: () => string,
): Promise<void> {
  if (values.size === 0) return
  if (store instanceof DocumentStore) {
    await store.writeAll(values, { stage: 'current', requestId: newRequestId() })
    return
  }
  await mapLimited([...values], AT_ONCE, ([key, value]) =>
    store.write(key, value, { stage: 'current', requestId: newRequestId() }),
  )
}
