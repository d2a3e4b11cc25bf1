import { FakeServer, type Received, type Reply } from './fake-server.ts'

interface Version {
  readonly data: string
  readonly created: string
  state: 'ENABLED' | 'DISABLED'
}

interface FakeSecret {
  readonly versions: Version[]
  annotations: Readonly<Record<string, string>>
  etag: number
}

const ROOT = /^\/v1\/projects\/([^/]+)\/secrets(?:\/([^/:]+))?(?:\/versions\/?([^/:]+)?)?(?::(\w+))?$/

/**
 * Google Secret Manager. All rules are those of cloud.google.com/secret-manager/docs/reference/rest, resource projects.secrets;
 * the one named is a method there.
 */
export class FakeGoogleSecretManager {
  readonly #secrets = new Map<string, FakeSecret>()

  static async start(tls?: { readonly key: string; readonly cert: string }) {
    const fake = new FakeGoogleSecretManager()
    return { fake, server: await FakeServer.start((request) => fake.answer(request), tls) }
  }

  /** Puts a secret there by hand, as other tools do; the data is base64. */
  put(name: string, data: string): void {
    const secret = this.#secrets.get(name) ?? { versions: [], annotations: {}, etag: 1 }
    this.#secrets.set(name, secret)
    secret.versions.push({ data, created: new Date().toISOString(), state: 'ENABLED' })
  }

  disable(name: string): void {
    const newest = this.#secrets.get(name)?.versions.at(-1)
    if (newest) newest.state = 'DISABLED'
  }

  answer({ method, path, headers, body }: Received): Reply {
    if (headers.authorization !== 'Bearer testing') return failure(401, 'UNAUTHENTICATED')
    const url = new URL(path, 'http://google')
    const [, project = '', name, version, action] = ROOT.exec(url.pathname) ?? []
    if (project !== 'acme') return failure(403, 'PERMISSION_DENIED')
    const input = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
    if (name === undefined)
      return method === 'POST' ? this.#create(url.searchParams.get('secretId') ?? '') : this.#list(url)
    const secret = this.#secrets.get(name)
    if (!secret) return failure(404, 'NOT_FOUND')
    if (action === 'addVersion') return this.#addVersion(name, secret, input)
    if (action === 'access') return this.#access(name, secret, version ?? '')
    if (action === 'disable') return this.#disableVersion(name, secret, version ?? '')
    if (url.pathname.endsWith('/versions')) return this.#versions(name, secret, url)
    return method === 'PATCH' ? this.#patch(name, secret, input) : { status: 200, body: described(name, secret) }
  }

  /** create: secretId of letters, digits, hyphens and underscores, up to 255. */
  #create(name: string): Reply {
    if (!/^[\w-]{1,255}$/.test(name)) return failure(400, 'INVALID_ARGUMENT')
    if (this.#secrets.has(name)) return failure(409, 'ALREADY_EXISTS')
    const secret: FakeSecret = { versions: [], annotations: {}, etag: 1 }
    this.#secrets.set(name, secret)
    return { status: 200, body: described(name, secret) }
  }

  /** addVersion: at most 64 KiB, numbered from 1. */
  #addVersion(name: string, secret: FakeSecret, { payload }: Record<string, unknown>): Reply {
    const { data } = payload as { readonly data: string }
    if (Buffer.from(data, 'base64').length > 65_536) return failure(400, 'INVALID_ARGUMENT')
    this.put(name, data)
    return { status: 200, body: versionBody(name, secret, secret.versions.length) }
  }

  /** versions.access: refused in a state other than ENABLED; `latest` is the newest one whatever its state. */
  #access(name: string, secret: FakeSecret, version: string): Reply {
    const number = version === 'latest' ? secret.versions.length : Number(version)
    const found = secret.versions[number - 1]
    if (!found) return failure(404, 'NOT_FOUND')
    if (found.state !== 'ENABLED') return failure(400, 'FAILED_PRECONDITION')
    return { status: 200, body: { name: versionBody(name, secret, number).name, payload: { data: found.data } } }
  }

  #disableVersion(name: string, secret: FakeSecret, version: string): Reply {
    const found = secret.versions[Number(version) - 1]
    if (!found) return failure(404, 'NOT_FOUND')
    found.state = 'DISABLED'
    return { status: 200, body: versionBody(name, secret, Number(version)) }
  }

  /** versions.list: newest first, in pages. */
  #versions(name: string, secret: FakeSecret, url: URL): Reply {
    const all = secret.versions.map((_version, i) => versionBody(name, secret, i + 1)).reverse()
    return paged(all, 'versions', url)
  }

  #list(url: URL): Reply {
    return paged(
      [...this.#secrets].map(([name, secret]) => described(name, secret)),
      'secrets',
      url,
    )
  }

  /** patch: refused (ABORTED) where the etag is another one. */
  #patch(name: string, secret: FakeSecret, { annotations, etag }: Record<string, unknown>): Reply {
    if (etag !== undefined && etag !== String(secret.etag)) return failure(409, 'ABORTED')
    secret.annotations = annotations as Record<string, string>
    secret.etag++
    return { status: 200, body: described(name, secret) }
  }
}

function paged(items: readonly unknown[], field: string, url: URL): Reply {
  const from = Number(url.searchParams.get('pageToken') ?? 0)
  const next = items.length > from + 2 ? { nextPageToken: String(from + 2) } : {}
  return { status: 200, body: { [field]: items.slice(from, from + 2), ...next } }
}

function described(name: string, { annotations, etag }: FakeSecret) {
  return { name: `projects/1/secrets/${name}`, annotations, etag: String(etag) }
}

function versionBody(name: string, { versions }: FakeSecret, number: number) {
  const { created, state } = versions[number - 1] as Version
  return { name: `projects/1/secrets/${name}/versions/${number}`, createTime: created, state }
}

function failure(code: number, status: string): Reply {
  return { status: code, body: { error: { code, status, message: `${status} as Google says it` } } }
}
