/** Endings that mark a file as a list of keys to copy: committed, and without real values. */
const SAMPLE = '(?:example|sample|template|tmpl|dist|defaults?|schema)'

const EXAMPLES = [
  new RegExp(`^\\.?env(?:[-._][^/]*)?[-._]${SAMPLE}$`, 'i'), // .env.example, .env.production.sample, env.dist, .env-template
  new RegExp(`^\\.?${SAMPLE}\\.env$`, 'i'), // example.env, .example.env
]

/** Settings of a test run, by custom committed (Create React App, Laravel, Rails). They must hold no real value. */
const TEST_SETTINGS = /^\.env\.(?:test|testing|ci)$/i

/** `.env` and what is named after it. `.envrc` is direnv's shell script, `NAME.env` anybody's: their content is scanned as any other. */
const ENV_NAME = /^\.env(?:[-._~].*)?$/is

/** Encrypted as a whole, by dotenv-vault, SOPS, age: made to be committed. */
const ENCRYPTED_NAME = /\.(?:vault|enc|encrypted|sops|gpg|asc|age)$/i

/** `.env.d.ts`, `.env.js`: code and text that only borrow the name. */
const SOURCE_NAME = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|php|java|md)$/i

/** True for a file that is committed on purpose and must hold no real value: `.env.example` and its kin, `.env.test`. */
export function isTemplate(path: string): boolean {
  return saysEnv(baseName(path)) && (isExample(path) || TEST_SETTINGS.test(baseName(path)))
}

/** True for a template that tells which keys a `.env` beside it needs; `.env.test` is none. */
export function isExample(path: string): boolean {
  const name = baseName(path)
  return saysEnv(name) && EXAMPLES.some((pattern) => pattern.test(name))
}

/** True for a file that holds values for one machine or deployment and does not belong into git: `.env`, `.env.local`. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path)
  if (!saysEnv(name) || !ENV_NAME.test(name) || isTemplate(path)) return false
  return !ENCRYPTED_NAME.test(name) && !SOURCE_NAME.test(name)
}

/** What all of the names hold. Most files of a hook are asked about, and no expression has to be made for them. */
function saysEnv(name: string): boolean {
  return name.toLowerCase().includes('env')
}

/** True for a file that borrows the name of a .env file and holds no plain values: `.env.vault`, `.env.enc`, `.env.d.ts`. */
export function isForeignToEnv(path: string): boolean {
  const name = baseName(path)
  return ENV_NAME.test(name) && (ENCRYPTED_NAME.test(name) || SOURCE_NAME.test(name))
}

/**
 * True for an env file that Vite, Next.js and their like read in one mode for everybody: `.env.production`, but neither
 * `.env` nor `.env.production.local`. Many commit it, with values that end up in the browser anyway.
 */
export function isDefaultsFile(path: string): boolean {
  return (
    isEnvFile(path) && /^\.env\.(?:development|dev|production|prod|staging|preview|defaults)$/i.test(baseName(path))
  )
}

/** The env file that a template is the template of, beside it: `.env` for `.env.example`, `.env.staging` for `.env.staging.dist`. */
export function counterpartOf(template: string): string {
  const name = baseName(template)
  const bare = name
    .replace(new RegExp(`[-._]${SAMPLE}$`, 'i'), '')
    .replace(new RegExp(`^\\.?${SAMPLE}\\.env$`, 'i'), '.env')
  return `${folderOf(template)}${bare.startsWith('.') ? bare : `.${bare}`}`
}

/** Last part of a POSIX path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Folder of a POSIX path with its slash, '' at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
