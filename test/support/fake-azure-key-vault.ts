import { randomBytes } from 'node:crypto'
import { FakeServer, type Received, type Reply } from './fake-server.ts'

interface Version {
  readonly id: string
  readonly value: string
  readonly created: number
  enabled: boolean
  tags: Readonly<Record<string, string>>
}

interface FakeSecret {
  readonly name: string
  readonly versions: Version[]
  isDeleted: boolean
}

interface SetBody {
  readonly value?: string
  readonly tags?: Record<string, string>
  readonly attributes?: { readonly enabled?: boolean }
}

/**
 * Azure Key Vault's secrets as far as Keywarden asks for them, and the endpoint that hands out tokens to managed identities.
 * Each rule names the page that it comes from, under
 * learn.microsoft.com/rest/api/keyvault/secrets where it names no other.
 */
export class FakeAzureKeyVault {
  readonly #secrets = new Map<string, FakeSecret>()
  #url = ''
  /** Seconds: as in the service, versions of one test have the same time. */
  #now = 1_800_000_000

  static async start(tls?: { readonly key: string; readonly cert: string }) {
    const fake = new FakeAzureKeyVault()
    const server = await FakeServer.start((request) => fake.answer(request), tls)
    fake.#url = server.url
    return { fake, server }
  }

  /** Puts a secret there by hand, as other tools do: without tags. */
  put(name: string, value: string): void {
    this.#add(name, { value })
  }

  disable(name: string): void {
    const newest = this.#secrets.get(name.toLowerCase())?.versions.at(-1)
    if (newest) newest.enabled = false
  }

  delete(name: string): void {
    const secret = this.#secrets.get(name.toLowerCase())
    if (secret) secret.isDeleted = true
  }

  tick(): void {
    this.#now++
  }

  answer({ method, path, headers, body }: Received): Reply {
    const url = new URL(path, this.#url)
    if (url.pathname === '/token') return this.#token(headers['x-identity-header'])
    // learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses: the first request is challenged
    if (!headers.authorization) {
      const challenge = `Bearer authorization="https://login.example/tenant", resource="https://vault.azure.net"`
      return { status: 401, headers: { 'www-authenticate': challenge }, body: failure('Unauthorized') }
    }
    const [, collection, name = '', version] = url.pathname.split('/')
    if (collection !== 'secrets') return { status: 404, body: failure('NotFound') }
    if (name === '') return this.#list()
    // set-secret/set-secret: names match ^[0-9a-zA-Z-]+$
    if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) return { status: 400, body: failure('BadParameter') }
    const secret = this.#secrets.get(name.toLowerCase())
    if (method === 'PUT') return this.#set(name, JSON.parse(body) as SetBody)
    if (!secret || secret.isDeleted) return { status: 404, body: failure('SecretNotFound') }
    if (version === 'versions') return { status: 200, body: { value: this.#shuffled(secret), nextLink: null } }
    const found = version ? secret.versions.find(({ id }) => id === version) : secret.versions.at(-1)
    if (!found) return { status: 404, body: failure('SecretNotFound') }
    if (method === 'PATCH') return this.#update(secret, found, JSON.parse(body) as SetBody)
    // get-secret/get-secret: without a version the newest one; a disabled one is refused, there is no falling back
    if (!found.enabled) return { status: 403, body: failure('Forbidden', 'SecretDisabled') }
    return { status: 200, body: { value: found.value, ...this.#properties(secret, found) } }
  }

  #token(header: unknown): Reply {
    if (header !== 'testing') return { status: 400, body: { error: 'invalid_request' } }
    const expires = Math.floor(Date.now() / 1000) + 3600
    return {
      status: 200,
      body: {
        access_token: 'x',
        expires_on: String(expires),
        resource: 'https://vault.azure.net',
        token_type: 'Bearer',
      },
    }
  }

  #set(name: string, body: SetBody): Reply {
    // learn.microsoft.com/azure/key-vault/general/soft-delete-overview: the name of a deleted secret is taken
    if (this.#secrets.get(name.toLowerCase())?.isDeleted) {
      return { status: 409, body: failure('Conflict', 'ObjectIsDeletedButRecoverable') }
    }
    // about-secrets: at most 25 KB
    if (Buffer.byteLength(body.value ?? '') > 25_600) return { status: 400, body: failure('BadParameter') }
    const { secret, version } = this.#add(name, body)
    return { status: 200, body: { value: version.value, ...this.#properties(secret, version) } }
  }

  #add(name: string, { value = '', tags = {} }: SetBody) {
    const secret = this.#secrets.get(name.toLowerCase()) ?? { name, versions: [], isDeleted: false }
    this.#secrets.set(name.toLowerCase(), secret)
    const version = { id: randomBytes(16).toString('hex'), value, created: this.#now, enabled: true, tags }
    secret.versions.push(version)
    return { secret, version }
  }

  /** update-secret/update-secret: tags that are given replace all of them. */
  #update(secret: FakeSecret, version: Version, { attributes, tags }: SetBody): Reply {
    version.enabled = attributes?.enabled ?? version.enabled
    version.tags = tags ?? version.tags
    return { status: 200, body: this.#properties(secret, version) }
  }

  /** get-secret-versions: no order is promised. */
  #shuffled(secret: FakeSecret) {
    return secret.versions
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((version) => this.#properties(secret, version))
  }

  /** get-secrets/get-secrets: the base identifier without a version, and the attributes of the newest. */
  #list(): Reply {
    const value = [...this.#secrets.values()]
      .filter(({ isDeleted }) => !isDeleted)
      .map((secret) => {
        const newest = secret.versions.at(-1) as Version
        return { ...this.#properties(secret, newest), id: `${this.#url}/secrets/${secret.name}` }
      })
    return { status: 200, body: { value, nextLink: null } }
  }

  #properties({ name }: FakeSecret, { id, created, enabled, tags }: Version) {
    return {
      id: `${this.#url}/secrets/${name}/${id}`,
      attributes: { enabled, created, updated: created, recoveryLevel: 'Recoverable', recoverableDays: 90 },
      tags,
    }
  }
}

function failure(code: string, inner?: string) {
  return { error: { code, message: `${code} as the service says it`, ...(inner && { innererror: { code: inner } }) } }
}
