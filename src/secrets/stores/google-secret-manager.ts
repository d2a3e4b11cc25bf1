import { Secret } from '../../model/secret.ts'
import type { GoogleSecretManagerSettings } from '../../model/store-settings.ts'
import { googleToken, NOT_SIGNED_IN } from './google-token.ts'
import { newAccess, type RestAccess } from './kept-headers.ts'
import type { Addition, LineValue, LineVersion, VersionLine, VersionNotes } from './line-store.ts'
import type { NameMap } from './name-map.ts'
import { readAuthorities } from './read-authorities.ts'
import { askRest, type RestAnswer, type RestRequest, type RestSettings } from './rest-client.ts'
import { FAULTS, type Fault, networkFault, storeFailure } from './store-failure.ts'
import { checkStoreUrl } from './store-url.ts'
import { unlessUnwanted } from './unless-unwanted.ts'
import { readVersionNotes, writeVersionNotes } from './version-notes.ts'

/** cloud.google.com/secret-manager/quotas: 64 KiB; names of 1 to 255 letters, digits, hyphens and underscores. */
const LONGEST_VALUE = 65_536
const NAME = /^[\w-]{1,255}$/

interface Version {
  /** `projects/P/secrets/S/versions/3` */
  readonly name: string
  readonly createTime: string
  readonly state: 'ENABLED' | 'DISABLED' | 'DESTROYED'
}

interface SecretResource {
  readonly name: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly etag?: string
}

/** Google Secret Manager over REST (cloud.google.com/secret-manager/docs/reference/rest), with annotations for notes on versions. */
export class GoogleSecretManager implements VersionLine {
  readonly kind = 'google-secret-manager'
  readonly label: string
  readonly names: NameMap
  readonly pendingSuffix = '-keywarden-pending'
  readonly #settings: GoogleSecretManagerSettings
  readonly #base: string
  readonly #access: RestAccess

  constructor(settings: GoogleSecretManagerSettings, names: NameMap, access: RestAccess = newAccess()) {
    this.#access = access
    const { project, endpoint = 'https://secretmanager.googleapis.com' } = settings
    this.#settings = settings
    this.names = { ...names, nameOf: (key) => this.#checkName(key, names.nameOf(key)) }
    this.#base = `${checkStoreUrl(endpoint, 'Google Secret Manager')}/v1/projects/${encodeURIComponent(project)}/secrets`
    this.label = `Google Secret Manager ${project}`
  }

  async newest(name: string): Promise<LineValue | null> {
    const [version] = await this.versions(name)
    if (version === undefined) return null
    return this.#readVersion(name, version)
  }

  async at(name: string, id: string): Promise<LineValue | null> {
    const version = (await this.versions(name)).find((one) => one.id === id)
    return version?.isEnabled ? this.#readVersion(name, version) : null
  }

  async versions(name: string): Promise<readonly LineVersion[]> {
    const secret = await this.#ask('GET', `/${name}`, name)
    if (secret === null) return []
    const { annotations = {} } = secret.body as SecretResource
    const found = await this.#pages<Version>(`/${name}/versions?pageSize=250`, 'versions', name)
    return found
      .map(({ name: path, createTime, state }) => {
        const id = path.slice(path.lastIndexOf('/') + 1)
        const notes = readVersionNotes(annotations, id)
        return { id, createdOn: new Date(createTime), isEnabled: state === 'ENABLED', notes }
      })
      .sort((a, b) => Number(b.id) - Number(a.id))
  }

  async add(name: string, { value, notes, follows }: Addition): Promise<LineVersion> {
    this.#checkSize(notes.key ?? name, value)
    if (follows === null) await this.#create(name)
    const data = Buffer.from(value.reveal()).toString('base64')
    const answer = await this.#demand('POST', `/${name}:addVersion`, notes.key ?? name, { payload: { data } })
    const { name: path, createTime } = answer.body as Version
    const id = path.slice(path.lastIndexOf('/') + 1)
    await this.#note(name, id, notes)
    // there is no compare-and-swap: a number that is left out is somebody else's version
    if (Number(id) !== Number(follows ?? 0) + 1) throw storeFailure(notes.key ?? name, this.label, FAULTS.crossed)
    return { id, createdOn: new Date(createTime), isEnabled: true, notes }
  }

  async end(name: string, id: string, notes: VersionNotes): Promise<void> {
    if (Object.keys(notes).length > 0) await this.#note(name, id, notes)
    await this.#demand('POST', `/${name}/versions/${id}:disable`, name, {})
  }

  async allNames(): Promise<readonly string[]> {
    const found = await this.#pages<SecretResource>('?pageSize=250', 'secrets', '')
    const names = found.map(({ name }) => name.slice(name.lastIndexOf('/') + 1))
    return names.filter((name) => this.names.keyOf(name) !== null)
  }

  until(signal: AbortSignal): GoogleSecretManager {
    return new GoogleSecretManager(this.#settings, this.names, { ...this.#access, signal })
  }

  async #readVersion(name: string, version: LineVersion): Promise<LineValue | null> {
    const answer = await this.#ask('GET', `/${name}/versions/${version.id}:access`, name)
    if (answer === null) return null
    const { payload } = answer.body as { readonly payload: { readonly data?: string } }
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        Buffer.from(payload.data ?? '', 'base64'),
      )
      return { ...version, value: new Secret(text) }
    } catch {
      throw storeFailure(name, this.label, FAULTS.notText)
    }
  }

  /** A secret that is there already, left by a run that was stopped, is as good as a new one. */
  async #create(name: string): Promise<void> {
    if ((await this.#ask('GET', `/${name}`, name)) !== null) return
    await this.#demand('POST', `?secretId=${name}`, name, { replication: { automatic: {} } })
  }

  async #note(name: string, id: string, notes: VersionNotes): Promise<void> {
    const { annotations = {}, etag } = (await this.#demand('GET', `/${name}`, name)).body as SecretResource
    const body = { annotations: writeVersionNotes(annotations, id, notes), ...(etag !== undefined && { etag }) }
    await this.#demand('PATCH', `/${name}?updateMask=annotations`, name, body)
  }

  async #pages<Item>(path: string, field: string, what: string): Promise<Item[]> {
    const items: Item[] = []
    let token = ''
    do {
      const answer = await this.#ask(
        'GET',
        token === '' ? path : `${path}&pageToken=${encodeURIComponent(token)}`,
        what,
      )
      const page = (answer?.body ?? {}) as Record<string, unknown>
      items.push(...((page[field] as Item[] | undefined) ?? []))
      token = typeof page['nextPageToken'] === 'string' ? page['nextPageToken'] : ''
    } while (token !== '')
    return items
  }

  /** As `#ask`, where it is an error that there is no such thing. */
  async #demand(method: RestRequest['method'], path: string, what: string, body?: unknown): Promise<RestAnswer> {
    const answer = await this.#ask(method, path, what, body)
    if (answer === null) throw storeFailure(what, this.label, NO_PROJECT)
    return answer
  }

  /** Null where Google says that there is no such secret or version. */
  async #ask(method: RestRequest['method'], path: string, what: string, body?: unknown): Promise<RestAnswer | null> {
    const request = { method, url: this.#base + path, ...(body !== undefined && { body }) }
    try {
      const send = () => this.#send(request)
      const { timeout = 5000 } = this.#settings
      const answer = await unlessUnwanted(send, { what, label: this.label }, { signal: this.#access.signal, timeout })
      if (answer.status === 404) return null
      const fault = faultOf(answer)
      if (fault !== null) throw storeFailure(what, this.label, fault)
      return answer
    } catch (error) {
      const fault = networkFault(error)
      throw fault === null ? error : storeFailure(what, this.label, fault, error)
    }
  }

  /** A token is good for an hour: one that is refused is asked for anew, once. */
  async #send(request: Omit<RestRequest, 'headers'>): Promise<RestAnswer> {
    const { timeout = 5000, caFile } = this.#settings
    const settings = { timeout, signal: this.#access.signal, ca: await readAuthorities(caFile) }
    const ask = async () => {
      const headers = await this.#access.headers.get(() => this.#authorize(settings))
      return askRest({ ...request, headers }, settings)
    }
    const answer = await ask()
    if (answer.status !== 401) return answer
    this.#access.headers.forget()
    return ask()
  }

  async #authorize(settings: RestSettings): Promise<Record<string, string>> {
    const token = await googleToken(settings)
    if (typeof token !== 'string') throw storeFailure('', this.label, token)
    return { authorization: `Bearer ${token}` }
  }

  #checkName(key: string, name: string): string {
    if (NAME.test(name)) return name
    throw storeFailure(key, this.label, {
      code: 'STORE_REFUSED',
      says: `its name at Google would have ${name.length} characters or other ones than letters, digits, hyphens and underscores`,
      hint: 'shorten the key or the prefix; 255 characters are the most',
    })
  }

  #checkSize(key: string, value: Secret): void {
    const bytes = Buffer.byteLength(value.reveal())
    if (bytes <= LONGEST_VALUE) return
    throw storeFailure(key, this.label, {
      code: 'STORE_REFUSED',
      says: `the value has ${bytes} bytes, Google Secret Manager takes ${LONGEST_VALUE}`,
      hint: 'split it, or keep it in a bucket and its address here',
    })
  }
}

const NO_PROJECT: Fault = {
  code: 'STORE_REFUSED',
  says: 'there is no such secret or project',
  hint: 'is project spelled right, and is the Secret Manager API enabled in it?',
}

function faultOf({ status, body }: RestAnswer): Fault | null {
  if (status < 300) return null
  const { status: reason = '' } = ((body ?? {}) as { readonly error?: { readonly status?: string } }).error ?? {}
  if (status === 401) return NOT_SIGNED_IN
  if (status === 403) {
    return {
      code: 'STORE_DENIED',
      says: 'the credentials do not allow this',
      hint: 'grant roles/secretmanager.secretAccessor and viewer to read, admin to write; see docs/stores.md',
    }
  }
  if (status === 409 || reason === 'ABORTED') return FAULTS.changed
  if (status === 429) return FAULTS.throttled
  if (status >= 500) return FAULTS.down
  if (reason === 'FAILED_PRECONDITION') {
    return {
      code: 'STORE_REFUSED',
      says: 'its newest version is disabled or destroyed',
      hint: 'enable it with `gcloud secrets versions enable`, or write a new one',
    }
  }
  return {
    code: 'STORE_REFUSED',
    says: `Google refuses the request as it is${/^[A-Z_]{1,40}$/.test(reason) ? ` (${reason})` : ''}`,
    hint: 'see to the name of the secret and of the project',
  }
}
