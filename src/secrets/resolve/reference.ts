import { ScanError } from '../../model/errors.ts'
import { azureNames } from '../stores/azure-names.ts'
import type { VersionSelector } from '../stores/store.ts'

/** The stores that a reference can lead to, by the scheme that it begins with. */
export const REFERENCE_SCHEMES = {
  'azure-kv': 'azure-key-vault',
  'aws-sm': 'aws-secrets-manager',
} as const

/** Tells where a value is kept, in place of the value: such a .env file may be committed. */
export interface Reference {
  readonly kind: (typeof REFERENCE_SCHEMES)[keyof typeof REFERENCE_SCHEMES]
  /** Vault by name or host, or name of the secret that holds many keys; '' where the key is a secret by itself. */
  readonly place: string
  /** As the store is asked for it. */
  readonly key: string
  /** Null for the current version. */
  readonly selector: VersionSelector | null
  /** As it was written. */
  readonly text: string
}

type Parts = Omit<Reference, 'kind' | 'text'>

// azure-kv://vault/name@version — https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
const AZURE = /^(?<vault>[\w-]+(?:\.[\w-]+)*)\/(?<name>[A-Za-z0-9-]{1,127})(?:@(?<version>[A-Za-z0-9]{1,64}))?$/
// aws-sm://name#key?stage=AWSPREVIOUS — the characters of names are those of CreateSecret; a name may hold "@" and "/"
const AWS = /^(?<name>[\w/+=.@:-]{1,2048})(?:#(?<key>[^?#\s]{1,512}))?(?:\?(?<query>(?:stage|version)=[\w-]{1,256}))?$/
const AWS_STAGES = { AWSCURRENT: 'current', AWSPENDING: 'pending', AWSPREVIOUS: 'previous' } as const

const SCHEMES: Readonly<Record<keyof typeof REFERENCE_SCHEMES, { parse(rest: string): Parts | null; form: string }>> = {
  'azure-kv': { parse: parseAzure, form: 'azure-kv://VAULT/NAME or azure-kv://VAULT/NAME@VERSION' },
  'aws-sm': { parse: parseAws, form: 'aws-sm://NAME, aws-sm://NAME#KEY, aws-sm://NAME#KEY?stage=AWSPREVIOUS' },
}

/** True for a value that begins as a reference does, well formed or not. */
export function isReference(value: string): boolean {
  return schemeOf(value) !== null
}

/** The reference that a value is; an error that names its form where it is none. `where` says whose value it is. */
export function parseReference(value: string, where: string): Reference {
  const scheme = schemeOf(value)
  const parts = scheme === null ? null : SCHEMES[scheme].parse(value.slice(scheme.length + 3))
  if (scheme !== null && parts !== null) return { kind: REFERENCE_SCHEMES[scheme], ...parts, text: value }
  throw new ScanError('CONFIG_INVALID', `${where} holds a reference that cannot be read`, {
    hint: `write it as ${scheme === null ? 'a reference' : SCHEMES[scheme].form}`,
  })
}

function schemeOf(value: string): keyof typeof REFERENCE_SCHEMES | null {
  const names = Object.keys(REFERENCE_SCHEMES) as (keyof typeof REFERENCE_SCHEMES)[]
  return names.find((name) => value.startsWith(`${name}://`)) ?? null
}

function parseAzure(rest: string): Parts | null {
  const { vault = '', name = '', version } = AZURE.exec(rest)?.groups ?? {}
  if (name === '') return null
  const key = azureNames('').keyOf(name) ?? name
  return { place: vault, key, selector: version === undefined ? null : { id: version } }
}

function parseAws(rest: string): Parts | null {
  const { name = '', key, query } = AWS.exec(rest)?.groups ?? {}
  if (name === '') return null
  const parts = key === undefined ? { place: '', key: name } : { place: name, key }
  if (query === undefined) return { ...parts, selector: null }
  const [kind, value = ''] = query.split('=')
  if (kind === 'version') return { ...parts, selector: { id: value } }
  const stage = Object.hasOwn(AWS_STAGES, value) ? AWS_STAGES[value as keyof typeof AWS_STAGES] : null
  return stage === null ? null : { ...parts, selector: { stage } }
}
