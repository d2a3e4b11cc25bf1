import { baseName } from './env-file-name.ts'
import { isPlaceholder } from './placeholder.ts'
import { isTestPath } from './test-path.ts'

/** A kind of file that holds a credential, by name and, where the name does not tell enough, by content. */
interface CredentialKind {
  readonly name: RegExp
  readonly says: string
  /** Finds the credential as `secret`; null where the name says it. */
  readonly content: RegExp | null
  /** What to write in place of the credential, where the file itself belongs into git. */
  readonly instead?: string
}

/** A file that is a credential, or holds one. */
export interface Credential {
  readonly says: string
  /** Line of the credential; null where the whole file is one. */
  readonly line: number | null
  readonly instead: string | null
}

const KINDS: readonly CredentialKind[] = [
  { name: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, says: 'private SSH key', content: null },
  { name: /\.(?:p12|pfx)$/i, says: 'key store (PKCS #12)', content: null },
  { name: /(?<!(?:^|\/)debug)\.(?:jks|keystore)$/i, says: 'Java key store', content: null },
  { name: /\.ppk$/i, says: 'private PuTTY key', content: null },
  { name: /\.kdbx$/i, says: 'KeePass data base', content: null },
  { name: /(?:^|\/)terraform\.tfstate(?:\.backup)?$|\.tfstate$/, says: 'Terraform state', content: null },
  { name: /(?:^|\/)\.git-credentials$/, says: 'git credentials', content: null },
  { name: /(?:^|\/)\.aws\/credentials$/, says: 'AWS credentials', content: null },
  { name: /(?:^|\/)config\/(?:master|credentials\/[^/]+)\.key$/, says: 'Rails master key', content: null },
  { name: /(?:^|\/)\.vault-token$/, says: 'Vault token', content: null },
  { name: /(?:^|\/)\.pgpass$/, says: 'PostgreSQL password file', content: null },
  { name: /(?:^|\/)\.htpasswd$/, says: 'password file', content: null },
  { name: /(?:^|\/)[._]netrc$/, says: 'login file', content: /\bpassword\s+(?<secret>\S+)/g },
  {
    name: /(?:^|\/)\.npmrc$/,
    says: 'npm settings with a token',
    content: /^[^#;\n]*:?_(?:auth(?:Token)?|password)\s*=\s*"?(?<secret>[^\s"]+)/gm,
    instead: '_authToken=${NPM_TOKEN}',
  },
  {
    name: /(?:^|\/)\.yarnrc\.yml$/,
    says: 'Yarn settings with a token',
    content: /^\s*npmAuth(?:Token|Ident)\s*:\s*["']?(?<secret>[^\s"']+)/gm,
    instead: 'npmAuthToken: "${NPM_TOKEN}"',
  },
  {
    name: /(?:^|\/)\.pypirc$/,
    says: 'PyPI settings with a password',
    content: /^\s*password\s*[=:]\s*(?<secret>\S+)/gm,
  },
  { name: /(?:^|\/)\.docker\/config\.json$/, says: 'Docker login', content: /"auth"\s*:\s*"(?<secret>[^"]+)"/g },
  {
    name: /(?:^|\/)(?:kubeconfig|\.kube\/config)$/,
    says: 'Kubernetes login',
    content: /^[\s-]*(?:token|password|client-key-data)\s*:\s*["']?(?<secret>[^\s"']+)/gm,
  },
  {
    name: /(?:^|\/)(?:[\w.-]*credentials?|client_secrets?[\w.-]*|[\w.-]*service[-_]?account[\w.-]*|token)\.json$/i,
    says: 'credentials of a cloud account',
    content: /"(?:private_key|client_secret|refresh_token)"\s*:\s*"(?<secret>[^"]+)"/g,
  },
]

/** Found in the last part of every path that one of the names fits; most paths are done with it. */
const LIKELY =
  /^(?:id_|[._]|master\.key$|kubeconfig$|credentials$|config(?:\.json)?$|token\.json$)|\.(?:p12|pfx|jks|keystore|ppk|kdbx|tfstate|backup|key)$|(?:credential|client_secret|service[-_]?account)[\w.-]*\.json$/i

/** Endings that one of the names has, and whole names without one. */
const ENDINGS = new Set(
  'p12 pfx jks keystore ppk kdbx tfstate backup key json kubeconfig credentials config'.split(' '),
)

/** False for most names, at less than the first run of an expression costs. */
function isSuspect(name: string): boolean {
  if (name.startsWith('.') || name.startsWith('_') || name.startsWith('id_')) return true
  return ENDINGS.has(name.slice(name.lastIndexOf('.') + 1))
}

/** Names worth asking git about, whatever they hold. */
export function mayHoldCredential(path: string): boolean {
  return kindOf(path) !== undefined && !isTestPath(path)
}

/** The credential that a file is or holds; null where it holds none, or was not read and its name alone does not tell. */
export function credentialOf(path: string, text: string | null): Credential | null {
  const kind = mayHoldCredential(path) ? kindOf(path) : undefined
  if (kind === undefined) return null
  if (kind.content === null) return { says: kind.says, line: null, instead: null }
  const found = [...(text ?? '').matchAll(kind.content)].find(({ groups }) => !isPlaceholder(groups?.['secret'] ?? ''))
  if (found === undefined) return null
  const line = (text ?? '').slice(0, found.index + found[0].length).split('\n').length
  return { says: kind.says, line, instead: kind.instead ?? null }
}

function kindOf(path: string): CredentialKind | undefined {
  const last = baseName(path)
  if (!isSuspect(last.toLowerCase())) return undefined
  return LIKELY.test(last) && !last.endsWith('.pub') ? KINDS.find(({ name }) => name.test(path)) : undefined
}
