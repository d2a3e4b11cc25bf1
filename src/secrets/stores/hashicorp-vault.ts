import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../../model/secret.ts'
import type { HashicorpVaultSettings } from '../../model/store-settings.ts'
import { newAccess, type RestAccess } from './kept-headers.ts'
import type { Addition, LineValue, LineVersion, VersionLine, VersionNotes } from './line-store.ts'
import type { NameMap } from './name-map.ts'
import { readAuthorities } from './read-authorities.ts'
import { askRest, type RestAnswer, type RestRequest } from './rest-client.ts'
import { FAULTS, type Fault, networkFault, storeFailure } from './store-failure.ts'
import { checkStoreUrl } from './store-url.ts'
import { unlessUnwanted } from './unless-unwanted.ts'
import { readVersionNotes, writeVersionNotes } from './version-notes.ts'

/** Field of a secret that holds one value; a secret of layout json has a field a key. */
const FIELD = 'value'

interface Metadata {
  readonly created_time: string
  readonly deletion_time: string
  readonly destroyed: boolean
  readonly version: number
}

interface SecretMetadata {
  readonly versions: Readonly<Record<string, Omit<Metadata, 'version'>>>
  readonly custom_metadata: Readonly<Record<string, string>> | null
}

type Method = RestRequest['method']

/** HashiCorp Vault and OpenBao: KV version 2 (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2), written with check-and-set. */
export class HashicorpVault implements VersionLine {
  readonly kind = 'hashicorp-vault'
  readonly label: string
  readonly names: NameMap
  readonly pendingSuffix = '-keywarden-pending'
  readonly #settings: HashicorpVaultSettings
  readonly #base: string
  readonly #access: RestAccess

  constructor(settings: HashicorpVaultSettings, names: NameMap, access: RestAccess = newAccess()) {
    this.#access = access
    this.#settings = settings
    this.names = names
    const { mount = 'secret' } = settings
    const url = checkStoreUrl(settings.url, 'Vault')
    this.#base = `${url}/v1/${mount}`
    this.label = `Vault ${url} ${mount}`
  }

  async newest(name: string): Promise<LineValue | null> {
    const answer = await this.#ask('GET', `data/${encodePath(name)}`, name)
    const { data } = (answer.body ?? {}) as { readonly data?: { readonly metadata?: Metadata } }
    if (answer.status === 404 && !data?.metadata) return null
    if (answer.status === 404) throw this.#deleted(name)
    return this.#value(name, answer)
  }

  async at(name: string, id: string): Promise<LineValue | null> {
    if (!/^\d{1,9}$/.test(id) || id === '0') return null
    const answer = await this.#ask('GET', `data/${encodePath(name)}?version=${id}`, name)
    return answer.status === 404 ? null : this.#value(name, answer)
  }

  async versions(name: string): Promise<readonly LineVersion[]> {
    const metadata = await this.#metadata(name)
    const numbers = Object.keys(metadata?.versions ?? {}).sort((a, b) => Number(b) - Number(a))
    return numbers.map((id) => {
      const version = metadata?.versions[id] as Omit<Metadata, 'version'>
      return {
        id,
        createdOn: new Date(version.created_time),
        isEnabled: version.deletion_time === '' && !version.destroyed,
        notes: readVersionNotes(metadata?.custom_metadata ?? {}, id),
      }
    })
  }

  async add(name: string, { value, notes, follows }: Addition): Promise<LineVersion> {
    const data = this.#encode(name, value)
    const body = { data, options: { cas: Number(follows ?? 0) } }
    const answer = await this.#ask('POST', `data/${encodePath(name)}`, notes.key ?? name, body)
    const { data: written } = answer.body as { readonly data: Metadata }
    const id = String(written.version)
    await this.#note(name, id, notes)
    return { id, createdOn: new Date(written.created_time), isEnabled: true, notes }
  }

  async end(name: string, id: string, notes: VersionNotes): Promise<void> {
    if (Object.keys(notes).length > 0) await this.#note(name, id, notes)
    await this.#ask('POST', `delete/${encodePath(name)}`, name, { versions: [Number(id)] })
  }

  async allNames(): Promise<readonly string[]> {
    const { prefix = '' } = this.#settings
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
    const answer = await this.#ask('GET', `metadata/${encodePath(folder)}?list=true`, '')
    const { data } = (answer.body ?? {}) as { readonly data?: { readonly keys?: readonly string[] } }
    const names = (data?.keys ?? []).filter((name) => !name.endsWith('/')).map((name) => folder + name)
    return names.filter((name) => this.names.keyOf(name) !== null)
  }

  until(signal: AbortSignal): HashicorpVault {
    return new HashicorpVault(this.#settings, this.names, { ...this.#access, signal })
  }

  async #value(name: string, { body }: RestAnswer): Promise<LineValue> {
    const { data } = body as { readonly data: { readonly data: Record<string, unknown>; readonly metadata: Extended } }
    const { version, created_time, custom_metadata } = data.metadata
    const id = String(version)
    const notes = readVersionNotes(custom_metadata ?? {}, id)
    const value = new Secret(this.#decode(name, data.data))
    return { id, createdOn: new Date(created_time), isEnabled: true, notes, value }
  }

  get #isDocument(): boolean {
    return (this.#settings.layout ?? (this.#settings.secret === undefined ? 'single' : 'json')) === 'json'
  }

  #encode(name: string, value: Secret): unknown {
    if (!this.#isDocument) return { [FIELD]: value.reveal() }
    const document: unknown = JSON.parse(value.reveal())
    if (typeof document === 'object' && document !== null) return document
    throw storeFailure(name, this.label, FAULTS.notText)
  }

  #decode(name: string, data: Record<string, unknown>): string {
    if (this.#isDocument) return JSON.stringify(data)
    const value = data[FIELD]
    if (typeof value === 'string') return value
    throw storeFailure(name, this.label, {
      code: 'STORE_REFUSED',
      says: `the secret has no field "${FIELD}" with a text`,
      hint: `write it with \`vault kv put PATH ${FIELD}=-\`, or name the whole secret with secret = "…"`,
    })
  }

  async #metadata(name: string): Promise<SecretMetadata | null> {
    const answer = await this.#ask('GET', `metadata/${encodePath(name)}`, name)
    return answer.status === 404 ? null : (answer.body as { readonly data: SecretMetadata }).data
  }

  /** Beside the secret, as Vault keeps no notes on a version: developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#create-update-metadata */
  async #note(name: string, id: string, notes: VersionNotes): Promise<void> {
    const before = (await this.#metadata(name))?.custom_metadata ?? {}
    const custom_metadata = writeVersionNotes(before, id, notes)
    await this.#ask('POST', `metadata/${encodePath(name)}`, name, { custom_metadata })
  }

  async #ask(method: Method, path: string, what: string, body?: unknown): Promise<RestAnswer> {
    const { timeout = 5000, caFile } = this.#settings
    const headers = await this.#access.headers.get(() => this.#authorize())
    const ca = await readAuthorities(caFile)
    const request: RestRequest = { method, url: `${this.#base}/${path}`, headers, ...(body !== undefined && { body }) }
    const send = () =>
      askRest(request, { timeout, signal: this.#access.signal, ca }).catch((error: unknown) => {
        throw storeFailure(what, this.label, networkFault(error) ?? FAULTS.down, error)
      })
    const answer = await unlessUnwanted(send, { what, label: this.label }, { signal: this.#access.signal, timeout })
    const fault = faultOf(answer)
    if (fault !== null) throw storeFailure(what, this.label, fault)
    return answer
  }

  async #authorize(): Promise<Record<string, string>> {
    const { namespace } = this.#settings
    const token = process.env['VAULT_TOKEN'] || process.env['BAO_TOKEN'] || (await readTokenFile())
    if (token === '') throw storeFailure('', this.label, NO_TOKEN)
    const shared = { 'x-vault-token': token, 'x-vault-request': 'true' }
    return namespace === undefined ? shared : { ...shared, 'x-vault-namespace': namespace }
  }

  #deleted(name: string): Error {
    return storeFailure(name, this.label, {
      code: 'STORE_REFUSED',
      says: 'its newest version has been deleted',
      hint: 'bring it back with `vault kv undelete`, or write a new one',
    })
  }
}

type Extended = Metadata & Pick<SecretMetadata, 'custom_metadata'>

const NO_TOKEN: Fault = {
  code: 'STORE_DENIED',
  says: 'no Vault token was found',
  hint: 'sign in with `vault login` or `bao login`, or set VAULT_TOKEN',
}

/** Null for an answer that is to be read; 404 is one. */
function faultOf({ status, body }: RestAnswer): Fault | null {
  if (status < 300 || status === 404) return null
  const errors = JSON.stringify((body as { readonly errors?: unknown } | null)?.errors ?? '')
  if (status === 400 && errors.includes('check-and-set')) return FAULTS.changed
  if (status === 403) {
    return {
      code: 'STORE_DENIED',
      says: 'the token is not allowed to do this, or has expired',
      hint: 'see `vault token lookup`; docs/stores.md has the least policy that is needed',
    }
  }
  if (status === 429) return FAULTS.throttled
  if (status === 503 && errors.includes('sealed')) {
    return { code: 'STORE_UNAVAILABLE', says: 'it is sealed', hint: 'unseal it with `vault operator unseal`' }
  }
  if (status >= 500) return FAULTS.down
  return {
    code: 'STORE_REFUSED',
    says: `it refuses the request as it is (${status})`,
    hint: 'is mount the path of a KV engine of version 2? see `vault secrets list -detailed`',
  }
}

async function readTokenFile(): Promise<string> {
  try {
    return (await readFile(join(homedir(), '.vault-token'), 'utf8')).trim()
  } catch {
    return '' // there is none, and `vault login` makes one
  }
}

function encodePath(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}
