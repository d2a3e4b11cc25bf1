import { ScanError } from '../../model/errors.ts'
import { readKey, readSettings, requestOf, type SettingsReading } from '../../secrets/check/read-settings.ts'
import type { RuleBook } from '../../secrets/check/rule-book.ts'
import type { KeyReport, SecretsReport } from '../../secrets/check/secrets-report.ts'
import type { SecretsDefinition } from '../../secrets/definition/define-secrets.ts'
import type { KeyDefinition, KeyDefinitions, SettingsOf } from '../../secrets/definition/key-definition.ts'
import type { Origin, Step } from '../../secrets/resolve/origin.ts'
import type { OpenedSecrets } from './open-secrets.ts'
import { refusal } from './refusal.ts'

/** Where a value comes from, and every place that was asked, in order; never the value. */
export interface Explanation {
  /** Null where no place has the key. */
  readonly origin: Origin | null
  readonly steps: readonly Step[]
}

/** What a handle is made of. */
export interface HandleParts<Definitions extends KeyDefinitions> {
  readonly definition: SecretsDefinition<Definitions>
  readonly opened: OpenedSecrets
  readonly rules: RuleBook
  readonly examples: ReadonlyMap<string, string>
  readonly onWarning: (warning: string) => void
}

/** The secrets of a program that runs for long: what stores say is kept for a while and then asked for again. */
export class Secrets<Definitions extends KeyDefinitions> {
  readonly #parts: HandleParts<Definitions>

  constructor(parts: HandleParts<Definitions>) {
    this.#parts = parts
  }

  /** All settings, each store asked once. @throws ScanError that names everything that is missing or malformed */
  async load(): Promise<SettingsOf<Definitions>> {
    const reading = await this.#read()
    if (!reading.report.valid) throw refusal(reading)
    const keys = Object.keys(this.#parts.definition.keys)
    return Object.freeze(
      Object.fromEntries(keys.map((key) => [key, reading.settings.get(key)])),
    ) as SettingsOf<Definitions>
  }

  /** One setting. @throws ScanError where it is missing or malformed */
  async get<Key extends keyof Definitions & string>(key: Key): Promise<SettingsOf<Definitions>[Key]> {
    const { opened, onWarning } = this.#parts
    const definition = this.#definitionOf(key)
    const resolution = await opened.resolver.resolve(requestOf(key, definition))
    const { report, setting } = await readKey(key, definition, resolution, this.#context())
    tell(report, onWarning)
    if (report.problem === null) return setting as SettingsOf<Definitions>[Key]
    throw refusal({
      report: { environment: opened.environment, keys: [report] },
      error: resolution.kind === 'failed' ? resolution.error : null,
    })
  }

  /** Asks the stores anew: for a program whose credential has just been refused, as after a rotation. */
  async refresh<Key extends keyof Definitions & string>(key: Key): Promise<SettingsOf<Definitions>[Key]> {
    this.#parts.opened.forget()
    return this.get(key)
  }

  /** What is missing, malformed or a placeholder, all keys at once; rejects only where that cannot be told. */
  async check(): Promise<SecretsReport> {
    return (await this.#read()).report
  }

  /** Where a value comes from. */
  async explain<Key extends keyof Definitions & string>(key: Key): Promise<Explanation> {
    const request = requestOf(key, this.#definitionOf(key))
    const resolution = await this.#parts.opened.resolver.resolve(request, 'explain')
    return { origin: resolution.kind === 'found' ? resolution.origin : null, steps: resolution.steps }
  }

  async #read(): Promise<SettingsReading> {
    const { definition, opened, onWarning } = this.#parts
    const reading = await readSettings(definition, opened.resolver, this.#context())
    for (const warning of reading.report.warnings) onWarning(warning)
    for (const report of reading.report.keys) tell(report, onWarning)
    return reading
  }

  #context() {
    const { opened, rules, examples } = this.#parts
    return { environment: opened.environment, rules, examples }
  }

  #definitionOf(key: string): KeyDefinition {
    const { keys, source } = this.#parts.definition
    if (Object.hasOwn(keys, key)) return keys[key] as KeyDefinition
    throw new ScanError('USAGE', `${source} has no key ${String(key)}`, { hint: 'add it there first' })
  }
}

function tell({ key, warnings }: KeyReport, onWarning: (warning: string) => void): void {
  for (const warning of warnings) onWarning(`${key} ${warning}`)
}
