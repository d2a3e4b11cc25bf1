import type { UnfinishedStore } from '../../config/config.ts'
import type { Reference } from '../../secrets/resolve/reference.ts'

/** Settings of the store that a reference leads to; what they share with a configured store of that kind, such as a region, is taken from there. */
export function referenceStore(reference: Reference, configured: readonly UnfinishedStore[]): UnfinishedStore {
  return reference.kind === 'azure-key-vault' ? azureStore(reference, configured) : awsStore(reference, configured)
}

function azureStore({ place }: Reference, configured: readonly UnfinishedStore[]): UnfinishedStore {
  const vaults = configured.filter((store) => store.kind === 'azure-key-vault')
  const same = vaults.find(({ url }) => url !== undefined && isSameVault(url, place))
  const { serviceVersion, caFile, disableChallengeResourceVerification } = same ?? vaults[0] ?? {}
  return {
    kind: 'azure-key-vault',
    url: same?.url ?? `https://${place.includes('.') ? place : `${place}.vault.azure.net`}`,
    layout: 'single',
    ...(serviceVersion !== undefined && { serviceVersion }),
    ...(caFile !== undefined && { caFile }),
    ...(disableChallengeResourceVerification !== undefined && { disableChallengeResourceVerification }),
  }
}

function awsStore({ place }: Reference, configured: readonly UnfinishedStore[]): UnfinishedStore {
  const first = configured.find((store) => store.kind === 'aws-secrets-manager')
  const { secret: _secret, prefix: _prefix, layout: _layout, ...connection } = first ?? { kind: 'aws-secrets-manager' }
  return place === '' ? { ...connection, layout: 'single' } : { ...connection, layout: 'json', secret: place }
}

/** By host, or by its first name. */
function isSameVault(url: string, place: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host.toLowerCase() === place.toLowerCase() || host.split('.')[0]?.toLowerCase() === place.toLowerCase()
}
