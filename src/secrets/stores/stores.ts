import { ScanError } from '../../model/errors.ts'
import type { StoreSettings } from '../../model/store-settings.ts'
import type { SecretStore } from './store.ts'

/** Opens a store by its settings. */
export async function openStore(settings: StoreSettings): Promise<SecretStore> {
  throw new ScanError('STORE_UNAVAILABLE', `${settings.kind} is not built yet`, { hint: 'wait for it' })
}
