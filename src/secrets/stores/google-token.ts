import { createSign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { isRecord } from '../../model/argument-shape.ts'
import { askRest, type RestSettings } from './rest-client.ts'
import { FAULTS, type Fault } from './store-failure.ts'
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

export const NOT_SIGNED_IN: Fault = {
  code: 'STORE_DENIED',
  says: 'no Google credentials were found, or they have expired',
  hint: 'sign in with `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS',
}
const NO_FILE: Fault = {
  code: 'STORE_DENIED',
  says: 'the file that GOOGLE_APPLICATION_CREDENTIALS names cannot be read as a file of credentials',
  hint: 'mend its path, or unset it to use what gcloud keeps',
}
const UNUSABLE_KEY: Fault = {
  code: 'STORE_DENIED',
  says: 'the private key in the file of the service account cannot be used',
  hint: 'fetch a new key file, whole as Google gives it',
}

/**
 * An access token as Google's own libraries find it (cloud.google.com/docs/authentication/application-default-credentials): from the
 * environment, from the file of `gcloud auth application-default login` or of a service account, from the machine in the cloud;
 * else what is wrong.
 */
export async function googleToken(settings: RestSettings): Promise<string | Fault> {
  const given = process.env['CLOUDSDK_AUTH_ACCESS_TOKEN']
  if (given) return given
  const named = process.env['GOOGLE_APPLICATION_CREDENTIALS'] || null
  const file = await readKeyFile(named ?? join(gcloudFolder(), 'application_default_credentials.json'))
  if (file === null) return named === null ? metadataToken(settings) : NO_FILE
  switch (file.type) {
    case 'service_account': {
      const assertion = assertionOf(file)
      return assertion === null ? UNUSABLE_KEY : exchange(file.token_uri, assertion, settings)
    }
    case 'authorized_user':
      return exchange(file.token_uri, refreshOf(file), settings)
    default:
      return unsupported(file.type ?? '')
  }
}

/** Null where there is no such file, or none that holds an object. */
async function readKeyFile(path: string): Promise<KeyFile | null> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isRecord(content) ? (content as KeyFile) : null
  } catch {
    return null // the caller says how to sign in; what JSON.parse says may quote the key
  }
}

/** cloud.google.com/sdk/docs/configurations */
function gcloudFolder(): string {
  const named = process.env['CLOUDSDK_CONFIG']
  if (named) return named
  const base = platform() === 'win32' ? process.env['APPDATA'] : undefined
  return base === undefined ? join(homedir(), '.config', 'gcloud') : join(base, 'gcloud')
}

function unsupported(type: string): Fault {
  const shown = /^[a-z_]{1,40}$/.test(type) ? ` of the kind ${type}` : ' of another kind'
  return {
    code: 'STORE_DENIED',
    says: `credentials${shown} are not supported`,
    hint: 'set CLOUDSDK_AUTH_ACCESS_TOKEN to what `gcloud auth print-access-token` gives',
  }
}

/** developers.google.com/identity/protocols/oauth2/service-account: a signed assertion, valid for an hour. */
function assertionOf({ client_email = '', private_key = '', token_uri = TOKEN_URL }: KeyFile): object | null {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: client_email, scope: SCOPE, aud: token_uri, iat: now, exp: now + 3600 }
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signature = signed(parts.join('.'), private_key)
  if (signature === null) return null
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: [...parts, signature].join('.') }
}

function signed(text: string, key: string): string | null {
  try {
    return createSign('RSA-SHA256').update(text).sign(key, 'base64url')
  } catch {
    return null // cut off, or no key at all
  }
}

function refreshOf({ client_id, client_secret, refresh_token }: KeyFile): object {
  return { grant_type: 'refresh_token', client_id, client_secret, refresh_token }
}

async function exchange(tokenUrl: string = TOKEN_URL, body: object, settings: RestSettings): Promise<string | Fault> {
  const url = checkStoreUrl(tokenUrl, 'the Google token service')
  const answer = await askRest({ method: 'POST', url, headers: {}, body }, settings)
  if (answer.status >= 500) return FAULTS.down
  return tokenIn(answer.body) ?? NOT_SIGNED_IN
}

/** Only what runs in Google's cloud has this host; elsewhere its name is not known. */
async function metadataToken(settings: RestSettings): Promise<string | Fault> {
  const host = process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'
  const url = `http://${host}${METADATA_PATH}`
  try {
    const answer = await askRest(
      { method: 'GET', url, headers: { 'metadata-flavor': 'Google' } },
      { ...settings, timeout: 1000 },
    )
    return tokenIn(answer.body) ?? NOT_SIGNED_IN
  } catch {
    return NOT_SIGNED_IN
  }
}

function tokenIn(body: unknown): string | null {
  const { access_token } = (body ?? {}) as { readonly access_token?: unknown }
  return typeof access_token === 'string' && access_token !== '' ? access_token : null
}
