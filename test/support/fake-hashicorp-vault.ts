import { FakeServer, type Received, type Reply } from './fake-server.ts'

interface Version {
  readonly data: Readonly<Record<string, unknown>>
  readonly created: string
  deleted: string
}

interface FakeSecret {
  readonly versions: Version[]
  custom: Readonly<Record<string, string>> | null
}

/**
 * A KV engine of version 2, as HashiCorp Vault and OpenBao have it, mounted at `secret`. All rules are those of
 * developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2; the one named is a heading of that page.
 */
export class FakeHashicorpVault {
  readonly #secrets = new Map<string, FakeSecret>()

  static async start(tls?: { readonly key: string; readonly cert: string }) {
    const fake = new FakeHashicorpVault()
    return { fake, server: await FakeServer.start((request) => fake.answer(request), tls) }
  }

  /** Puts a secret there by hand, as other tools do. */
  put(path: string, data: Readonly<Record<string, unknown>>): void {
    this.#add(path, data)
  }

  delete(path: string): void {
    const newest = this.#secrets.get(path)?.versions.at(-1)
    if (newest) newest.deleted = '2030-01-01T00:00:00Z'
  }

  answer({ method, path, headers, body }: Received): Reply {
    if (headers['x-vault-token'] !== 'testing') return failure(403, 'permission denied')
    const url = new URL(path, 'http://vault')
    const [, , , action = '', ...rest] = url.pathname.split('/')
    const name = decodeURIComponent(rest.join('/'))
    const input = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
    if (action === 'metadata' && url.searchParams.has('list')) return this.#list(name)
    if (action === 'metadata' && method === 'POST') return this.#annotate(name, input)
    if (action === 'metadata') return this.#metadata(name)
    if (action === 'delete') return this.#delete(name, input['versions'] as number[])
    return method === 'POST' ? this.#write(name, input) : this.#read(name, url.searchParams.get('version'))
  }

  /** Read secret version: a deleted version answers 404 with its metadata, one that never was without. */
  #read(name: string, version: string | null): Reply {
    const secret = this.#secrets.get(name)
    const number = version === null ? (secret?.versions.length ?? 0) : Number(version)
    const found = secret?.versions[number - 1]
    if (!found) return { status: 404, body: { errors: [] } }
    const metadata = { ...described(found), version: number, custom_metadata: secret?.custom ?? null }
    if (found.deleted !== '') return { status: 404, body: { data: { data: null, metadata } } }
    return { status: 200, body: { data: { data: found.data, metadata } } }
  }

  /** Create/Update secret: cas is the version that the new one has to follow, 0 where there must be none. */
  #write(name: string, { data, options }: Record<string, unknown>): Reply {
    const { cas } = (options ?? {}) as { readonly cas?: number }
    const current = this.#secrets.get(name)?.versions.length ?? 0
    if (cas !== undefined && cas !== current) {
      return failure(400, 'check-and-set parameter did not match the current version')
    }
    const version = this.#add(name, data as Record<string, unknown>)
    return { status: 200, body: { data: { ...described(version), version: current + 1 } } }
  }

  #add(name: string, data: Readonly<Record<string, unknown>>): Version {
    const secret = this.#secrets.get(name) ?? { versions: [], custom: null }
    this.#secrets.set(name, secret)
    const version = { data, created: new Date().toISOString(), deleted: '' }
    secret.versions.push(version)
    return version
  }

  /** Read secret metadata */
  #metadata(name: string): Reply {
    const secret = this.#secrets.get(name)
    if (!secret) return { status: 404, body: { errors: [] } }
    const versions = Object.fromEntries(secret.versions.map((version, i) => [String(i + 1), described(version)]))
    return { status: 200, body: { data: { versions, custom_metadata: secret.custom } } }
  }

  /** Create/Update metadata: custom_metadata is replaced as a whole, at most 64 keys of 128 bytes with values of 512. */
  #annotate(name: string, { custom_metadata }: Record<string, unknown>): Reply {
    const secret = this.#secrets.get(name)
    const entries = Object.entries(custom_metadata as Record<string, string>)
    const isFit = entries.length <= 64 && entries.every(([key, value]) => key.length <= 128 && value.length <= 512)
    if (!isFit) return failure(400, 'custom_metadata validation failed')
    if (secret) secret.custom = Object.fromEntries(entries)
    return { status: 204 }
  }

  /** Delete secret versions: nothing is told of versions that were deleted before. */
  #delete(name: string, versions: readonly number[]): Reply {
    for (const number of versions) {
      const version = this.#secrets.get(name)?.versions[number - 1]
      if (version) version.deleted ||= '2030-01-01T00:00:00Z'
    }
    return { status: 204 }
  }

  /** List secrets: of one folder; folders in it end in a slash. */
  #list(folder: string): Reply {
    const inside = [...this.#secrets.keys()]
      .filter((name) => name.startsWith(folder))
      .map((name) => name.slice(folder.length))
    const keys = [...new Set(inside.map((name) => (name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name)))]
    return keys.length === 0 ? { status: 404, body: { errors: [] } } : { status: 200, body: { data: { keys } } }
  }
}

function described({ created, deleted }: Version) {
  return { created_time: created, deletion_time: deleted, destroyed: false }
}

function failure(status: number, message: string): Reply {
  return { status, body: { errors: [message] } }
}
