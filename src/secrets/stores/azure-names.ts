import type { NameMap } from './name-map.ts'

/**
 * `DATABASE_URL` ↔ `database-url`: names in Azure Key Vault are letters, digits and hyphens, in any case
 * (learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning). What
 * cannot be read back this way, such as `database_url`, a tag tells.
 */
export function azureNames(prefix: string): NameMap {
  return {
    nameOf: (key) => prefix + key.toLowerCase().replace(/[_.]/g, '-'),
    keyOf: (name) => {
      const isOurs = name.toLowerCase().startsWith(prefix.toLowerCase()) && name.length > prefix.length
      return isOurs ? name.slice(prefix.length).toUpperCase().replaceAll('-', '_') : null
    },
  }
}
