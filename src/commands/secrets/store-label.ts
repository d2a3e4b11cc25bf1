import type { UnfinishedStore } from '../../config/config.ts'

/** What a store is called before it is opened: `AWS Secrets Manager eu-central-1 acme/app`. */
export function storeLabel(store: UnfinishedStore): string {
  return [...placeOf(store), store.secret].filter(Boolean).join(' ')
}

function placeOf(store: UnfinishedStore): readonly (string | undefined)[] {
  switch (store.kind) {
    case 'azure-key-vault':
      return ['Azure Key Vault', store.url]
    case 'aws-secrets-manager':
      return ['AWS Secrets Manager', store.region]
    case 'hashicorp-vault':
      return ['Vault', store.url, store.mount ?? 'secret']
    case 'google-secret-manager':
      return ['Google Secret Manager', store.project]
  }
}
