import { createSign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { askRest, type RestSettings } from './rest-client.ts'
import { checkStoreUrl } from './store-url.ts'

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const TOKEN_URL = 'https://oauth2.googleapis.com/token'
const METADATA_PATH = '/computeMetadata/v1/instance/service-accounts/default/token'

interface KeyFile {
  readonly type?: string
  readonly client_email?: string
  readonly private_key?: string
  readonly token_uri?: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly refresh_token?: string
}

/**
 * An access token as Google's own libraries find it (cloud.google.com/docs/authentication/application-default-credentials): from the
 * environment, from the file of `gcloud auth application-default login` or of a service account, from the machine in the cloud.
 * Null where none of these has one.
 */
export async function googleToken(settings: RestSettings): Promise<string | null> {
  const given = process.env['CLOUDSDK_AUTH_ACCESS_TOKEN']
  if (given) return given
  const file = await readKeyFile()
  if (file?.type === 'service_account') return exchange(file.token_uri, assertionOf(file), settings)
  if (file?.type === 'authorized_user') return exchange(undefined, refreshOf(file), settings)
  return metadataToken(settings)
}

/** `GOOGLE_APPLICATION_CREDENTIALS`, else where gcloud keeps it; null where there is none. */
async function readKeyFile(): Promise<KeyFile | null> {
  const config = process.env['CLOUDSDK_CONFIG'] ?? join(homedir(), '.config', 'gcloud')
  const path = process.env['GOOGLE_APPLICATION_CREDENTIALS'] ?? join(config, 'application_default_credentials.json')
  try {
    return JSON.parse(await readFile(path, 'utf8')) as KeyFile
  } catch {
    return null // no such file, or none of Google's: the caller says how to sign in
  }
}

/** developers.google.com/identity/protocols/oauth2/service-account: a signed assertion, valid for an hour. */
function assertionOf({ client_email = '', private_key = '', token_uri = TOKEN_URL }: KeyFile): object {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: client_email, scope: SCOPE, aud: token_uri, iat: now, exp: now + 3600 }
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signature = createSign('RSA-SHA256').update(parts.join('.')).sign(private_key, 'base64url')
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: [...parts, signature].join('.') }
}

function refreshOf({ client_id, client_secret, refresh_token }: KeyFile): object {
  return { grant_type: 'refresh_token', client_id, client_secret, refresh_token }
}

async function exchange(tokenUrl: string = TOKEN_URL, body: object, settings: RestSettings): Promise<string | null> {
  const url = checkStoreUrl(tokenUrl, 'the Google token service')
  const answer = await askRest({ method: 'POST', url, headers: {}, body }, settings)
  return tokenIn(answer.body)
}

/** Only what runs in Google's cloud has this host; elsewhere its name is not known. */
async function metadataToken(settings: RestSettings): Promise<string | null> {
  const host = process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'
  const url = `http://${host}${METADATA_PATH}`
  try {
    const answer = await askRest(
      { method: 'GET', url, headers: { 'metadata-flavor': 'Google' } },
      { ...settings, timeout: 1000 },
    )
    return tokenIn(answer.body)
  } catch {
    return null
  }
}

function tokenIn(body: unknown): string | null {
  const { access_token } = (body ?? {}) as { readonly access_token?: unknown }
  return typeof access_token === 'string' && access_token !== '' ? access_token : null
}
