import { resolve } from 'node:path'
import { findRoot } from '../../config/find-root.ts'
import { loadSettings } from '../../config/load-settings.ts'
import {
  A_FUNCTION,
  A_STRING,
  AN_OBJECT,
  isRecord,
  type ObjectShape,
  requireShape,
  type ShapeRule,
  TRUE_OR_FALSE,
} from '../../model/argument-shape.ts'
import { ScanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { SecretsReport } from '../../secrets/check/secrets-report.ts'
import { checkDefinitions, type SecretsDefinition } from '../../secrets/definition/define-secrets.ts'
import type { KeyDefinitions, SettingsOf } from '../../secrets/definition/key-definition.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import { openSecrets as openPlaces } from './open-secrets.ts'
import { projectFolder } from './project-folder.ts'
import { type ExampleFile, noExample, readExample, withNamedRules } from './read-example.ts'
import { openRuleBook } from './rule-book.ts'
import { Secrets } from './secrets-handle.ts'

/** How secrets are looked for; all of it may be left out. */
export interface SecretsOptions {
  /** Folder to work from; the current one by default. */
  readonly cwd?: string
  /** Variables in place of those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Environment such as `production`; by default ENVIRONMENT or NODE_ENV says it. */
  readonly environment?: string
  /** True asks no store. */
  readonly offline?: boolean
  /** Stores in place of those of `keywarden.toml`, in the order in which they are asked. */
  readonly stores?: readonly SecretStore[]
  /** How long an answer of a store is good for, in seconds; 300 by default. */
  readonly cache?: number
  /** Is told what went wrong and is tolerated, one line each. Without it nobody is: the library prints nothing. */
  readonly onWarning?: (warning: string) => void
}

/** Keys that `keywarden secrets types` has declared; empty until then. */
// biome-ignore lint/suspicious/noEmptyInterface: declarations of a project are merged into it
export interface KnownSecrets {}

/** What `loadSecrets()` gives without a definition: by the generated types, or any name. */
export type LoadedSecrets = keyof KnownSecrets extends never
  ? Readonly<Record<string, Secret | string | undefined>>
  : Readonly<KnownSecrets>

/**
 * Finds all settings of a program at once: environment, .env files, stores, defaults. Without a definition, `.env.example` tells the keys.
 * @throws ScanError with everything that is missing or malformed, without a value
 */
export function loadSecrets<Definitions extends KeyDefinitions>(
  definition: SecretsDefinition<Definitions>,
  options?: SecretsOptions,
): Promise<SettingsOf<Definitions>>
export function loadSecrets(options?: SecretsOptions): Promise<LoadedSecrets>
export async function loadSecrets(first?: First, second?: SecretsOptions): Promise<unknown> {
  return (await open(first, second)).load()
}

/** Opens the settings of a program that runs for long, to ask for them one by one and again; nothing is looked for yet. */
export function openSecrets<Definitions extends KeyDefinitions>(
  definition: SecretsDefinition<Definitions>,
  options?: SecretsOptions,
): Promise<Secrets<Definitions>>
export function openSecrets(options?: SecretsOptions): Promise<Secrets<KeyDefinitions>>
export async function openSecrets(first?: First, second?: SecretsOptions): Promise<unknown> {
  return open(first, second)
}

/** Checks all settings of a program and tells of each key what is wrong with it; rejects only where that cannot be told. */
export function checkRequiredSecrets(definition: SecretsDefinition, options?: SecretsOptions): Promise<SecretsReport>
export function checkRequiredSecrets(options?: SecretsOptions): Promise<SecretsReport>
export async function checkRequiredSecrets(first?: First, second?: SecretsOptions): Promise<SecretsReport> {
  return (await open(first, second)).check()
}

type First = SecretsDefinition | SecretsOptions

const OPTIONS: ObjectShape = {
  cwd: A_STRING,
  env: AN_OBJECT,
  environment: A_STRING,
  offline: TRUE_OR_FALSE,
  stores: { says: 'a list of stores', fits: (value) => Array.isArray(value) && value.every(isStore) },
  cache: { says: 'a number of seconds', fits: (value) => typeof value === 'number' && value >= 0 },
  onWarning: A_FUNCTION,
} satisfies Record<keyof SecretsOptions, ShapeRule>
const HINT = `pass what defineSecrets({ … }) gives, then options if need be: ${Object.keys(OPTIONS).join(', ')}`

async function open(first: First = {}, second: SecretsOptions = {}): Promise<Secrets<KeyDefinitions>> {
  const isDefined = isDefinition(first)
  if (isDefined) checkDefinitions(first.keys)
  requireOptions(isDefined ? second : first)
  const { cwd = '.', env = process.env, ...options } = isDefined ? second : first
  const from = resolve(cwd)
  const root = findRoot(from, null, env)
  const { settings } = await loadSettings(root, null)
  const folder = projectFolder(from, root)
  const { cache = settings.secrets.cache, onWarning = () => {} } = options
  const rules = openRuleBook(settings.rules.files)
  const example = await readExample(folder)
  if (example === null && !isDefined) throw noExample(folder)
  const definition = isDefined ? first : (await withNamedRules(example as ExampleFile, rules)).definition
  const opened = await openPlaces({
    folder,
    env,
    environment: { name: options.environment ?? null, saidBy: 'the option environment' },
    settings: { ...settings.secrets, cache },
    mode: options.offline ? 'offline' : 'online',
    stores: options.stores ?? null,
    now: () => performance.now(),
    signal: null,
  })
  return new Secrets({
    definition,
    opened,
    rules,
    examples: example?.values ?? new Map(),
    onWarning,
  })
}

function isDefinition(first: First): first is SecretsDefinition {
  return isRecord(first) && Object.hasOwn(first, 'keys')
}

function isStore(value: unknown): boolean {
  return isRecord(value) && typeof value['read'] === 'function' && typeof value['readMany'] === 'function'
}

/** Programs without types pass anything: keys taken for options would be left out without a word. */
function requireOptions(options: SecretsOptions): void {
  requireShape(options, OPTIONS, { name: 'what was passed as options', hint: HINT, code: 'USAGE' })
  if (Object.keys(options).every((name) => Object.hasOwn(OPTIONS, name))) return
  throw new ScanError('USAGE', 'what was passed holds an option that is not known', { hint: HINT })
}
