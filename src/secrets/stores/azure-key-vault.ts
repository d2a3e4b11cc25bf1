import type { SecretProperties } from '@azure/keyvault-secrets'
import { Secret } from '../../model/secret.ts'
import type { AzureKeyVaultSettings } from '../../model/store-settings.ts'
import { AzureClient, type AzureTask } from './azure-client.ts'
import { answerOf } from './azure-failure.ts'
import type { Addition, LineValue, LineVersion, VersionLine, VersionNotes } from './line-store.ts'
import type { NameMap } from './name-map.ts'
import { FAULTS, storeFailure } from './store-failure.ts'
import { checkStoreUrl } from './store-url.ts'

/** learn.microsoft.com/azure/key-vault/secrets/about-secrets: 25 KB, names of 1 to 127 letters, digits and hyphens. */
const LONGEST_VALUE = 25_600
const NAME = /^[0-9a-zA-Z-]{1,127}$/

/** The vault's own word, not that of a proxy; the emulator lowkey-vault says the name of its exception. */
const NOT_FOUND = /^SecretNotFound$|\.NotFoundException$/

const TAGS = { key: 'keywarden-key', request: 'keywarden-request', promoted: 'keywarden-promoted' } as const
/** Names the version that a version replaced: times are told in seconds, so two of one second have no order without it. */
const FOLLOWS_TAG = 'keywarden-follows'

interface AzureVersion extends LineVersion {
  readonly tags: Readonly<Record<string, string>>
}

/** Azure Key Vault: versions in a row, with tags for what Keywarden has to know of them. */
export class AzureKeyVault implements VersionLine {
  readonly kind = 'azure-key-vault'
  readonly label: string
  readonly names: NameMap
  readonly pendingSuffix = '-keywarden-pending'
  readonly #settings: AzureKeyVaultSettings
  readonly #azure: AzureClient

  /** @param azure the way there, where there is one already */
  constructor(settings: AzureKeyVaultSettings, names: NameMap, azure?: AzureClient) {
    this.#settings = settings
    const url = checkStoreUrl(settings.url, 'Azure Key Vault')
    this.label = `Azure Key Vault ${url}`
    this.names = { ...names, nameOf: (key) => this.#checkName(key, names.nameOf(key)) }
    this.#azure = azure ?? AzureClient.to({ ...settings, url }, this.label)
  }

  async newest(name: string): Promise<LineValue | null> {
    return this.#get(name, undefined)
  }

  async at(name: string, id: string): Promise<LineValue | null> {
    if (!/^[0-9a-f]{32}$/i.test(id)) return null // a version that is none would be taken as part of the path
    return this.#get(name, id)
  }

  async versions(name: string): Promise<readonly AzureVersion[]> {
    const found = await this.#azure.send({ permission: 'list', what: name }, async (client, options) => {
      try {
        return await collect(client.listPropertiesOfSecretVersions(name, options))
      } catch (error) {
        if (isAbsent(error, undefined)) return []
        throw error
      }
    })
    return newestFirst(found.map(versionOf))
  }

  async add(name: string, { value, notes, follows }: Addition): Promise<LineVersion> {
    this.#checkSize(notes.key ?? name, value)
    const tags = { ...tagsOf(notes), ...(follows !== null && { [FOLLOWS_TAG]: follows }) }
    const { properties } = await this.#azure.send({ permission: 'set', what: notes.key ?? name }, (client, options) =>
      client.setSecret(name, value.reveal(), { ...options, tags }),
    )
    const written = versionOf(properties)
    // there is no compare-and-swap: what stands before the new version tells whether somebody was in between
    const [before] = (await this.versions(name)).filter(({ id }) => id !== written.id)
    if ((before?.id ?? null) !== follows) throw storeFailure(notes.key ?? name, this.label, FAULTS.crossed)
    return written
  }

  async end(name: string, id: string, notes: VersionNotes): Promise<void> {
    const version = (await this.versions(name)).find((one) => one.id === id)
    const tags = { ...version?.tags, ...tagsOf(notes) } // tags are replaced as a whole
    await this.#azure.send({ permission: 'set', what: name }, (client, options) =>
      client.updateSecretProperties(name, id, { ...options, enabled: false, tags }),
    )
  }

  async allNames(): Promise<readonly string[]> {
    const found = await this.#azure.send({ permission: 'list', what: '' }, (client, options) =>
      collect(client.listPropertiesOfSecrets(options)),
    )
    return found.map(({ name }) => name).filter((name) => this.names.keyOf(name) !== null)
  }

  until(signal: AbortSignal): AzureKeyVault {
    return new AzureKeyVault(this.#settings, this.names, this.#azure.until(signal))
  }

  async #get(name: string, version: string | undefined): Promise<LineValue | null> {
    const task: AzureTask = { permission: 'get', what: this.names.keyOf(name) ?? name }
    const found = await this.#azure.send(task, async (client, options) => {
      try {
        return await client.getSecret(name, { ...options, ...(version !== undefined && { version }) })
      } catch (error) {
        if (isAbsent(error, version)) return null
        throw error
      }
    })
    if (found === null) return null
    return { ...versionOf(found.properties), value: new Secret(found.value ?? '') }
  }

  #checkName(key: string, name: string): string {
    if (NAME.test(name)) return name
    throw storeFailure(key, this.label, {
      code: 'STORE_REFUSED',
      says: `its name in Azure would have ${name.length} characters or other ones than letters, digits and hyphens`,
      hint: 'shorten the key or the prefix; 127 characters are the most',
    })
  }

  #checkSize(key: string, value: Secret): void {
    const bytes = Buffer.byteLength(value.reveal())
    if (bytes <= LONGEST_VALUE) return
    throw storeFailure(key, this.label, {
      code: 'STORE_REFUSED',
      says: `the value has ${bytes} bytes, Azure Key Vault takes ${LONGEST_VALUE}`,
      hint: 'split it, or keep it in a storage account and its address here',
    })
  }
}

/** A version that has been ended is asked for by its id and gone; the newest one that somebody has disabled is trouble. */
function isAbsent(error: unknown, version: string | undefined): boolean {
  const { status, code } = answerOf(error)
  return (status === 404 && NOT_FOUND.test(code)) || (version !== undefined && code === 'SecretDisabled')
}

function versionOf({ version = '', createdOn, enabled = true, tags = {} }: SecretProperties): AzureVersion {
  const notes: VersionNotes = {
    ...(tags[TAGS.key] !== undefined && { key: tags[TAGS.key] }),
    ...(tags[TAGS.request] !== undefined && { request: tags[TAGS.request] }),
    ...(tags[TAGS.promoted] !== undefined && { promoted: tags[TAGS.promoted] }),
  }
  return { id: version, createdOn: createdOn ?? null, isEnabled: enabled, notes, tags }
}

function tagsOf(notes: VersionNotes): Record<string, string> {
  const tags: Record<string, string> = {}
  for (const note of ['key', 'request', 'promoted'] as const) {
    const value = notes[note]
    if (value !== undefined) tags[TAGS[note]] = value
  }
  return tags
}

function newestFirst(versions: readonly AzureVersion[]): AzureVersion[] {
  const left = versions.toSorted((a, b) => timeOf(b) - timeOf(a))
  const ordered: AzureVersion[] = []
  while (left.length > 0) {
    const sameSecond = left.filter((version) => timeOf(version) === timeOf(left[0]))
    const followed = new Set(sameSecond.map(({ tags }) => tags[FOLLOWS_TAG]))
    const newest = sameSecond.find(({ id }) => !followed.has(id)) ?? left[0]
    left.splice(left.indexOf(newest as AzureVersion), 1)
    ordered.push(newest as AzureVersion)
  }
  return ordered
}

function timeOf(version: AzureVersion | undefined): number {
  return version?.createdOn?.getTime() ?? 0
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
