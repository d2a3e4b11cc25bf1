import { ScanError } from '../model/errors.ts'
import type { KeyLocator, KeyPath } from './locate-keys.ts'
import { nearestName } from './nearest-name.ts'
import { LONGEST_PATH, type Refusal } from './path-patterns.ts'

/** A settings document: what it is called, and where its keys stand. */
export interface SettingsDocument {
  readonly file: string
  readonly locate: KeyLocator
}

/** Keys longer than this, or with other characters, are not repeated in an error: they may be anything. */
const REPEATABLE_KEY = /^[A-Za-z_-]{1,30}$/
const LONGEST_TEXT = 1000

/** One table of a settings document. Every reader checks what it reads and refuses it with the place where it stands. */
export class SettingsTable {
  readonly #document: SettingsDocument
  readonly #path: KeyPath
  readonly #values: ReadonlyMap<string, unknown>

  constructor(document: SettingsDocument, path: KeyPath, values: object) {
    this.#document = document
    this.#path = path
    this.#values = new Map(Object.entries(values))
  }

  /** Refuses every key that is not in `known`. */
  onlyHas(known: readonly string[]): void {
    for (const key of this.#values.keys()) {
      if (known.includes(key)) continue
      const meant = nearestName(key, known)
      const shown = REPEATABLE_KEY.test(key) ? `unknown key "${key}"` : 'unknown key'
      this.refuse([key], shown, meant === null ? `known keys are ${known.join(', ')}` : `did you mean "${meant}"?`)
    }
  }

  get keys(): readonly string[] {
    return [...this.#values.keys()]
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  choice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
    if (!this.has(key)) return fallback
    const value = choices.find((choice) => choice === this.#values.get(key))
    return value ?? this.refuse([key], `"${key}" has an unknown value`, `write one of ${choices.join(', ')}, in quotes`)
  }

  flag(key: string, fallback: 'on' | 'off'): boolean {
    if (!this.has(key)) return fallback === 'on'
    const value = this.#values.get(key)
    return typeof value === 'boolean'
      ? value
      : this.refuse([key], `"${key}" is not true or false`, 'write it without quotes')
  }

  /** A whole number. */
  count(key: string, { least, most }: { readonly least: number; readonly most: number }, fallback: number): number {
    if (!this.has(key)) return fallback
    const value = this.#values.get(key)
    const isCount = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    return isCount
      ? value
      : this.refuse([key], `"${key}" is no number from ${least} to ${most}`, 'write a whole number without quotes')
  }

  /** A text of one shape. */
  text(key: string, shape: RegExp, hint: string): string {
    const value = this.#values.get(key)
    const isText = typeof value === 'string' && shape.test(value)
    return isText ? value : this.refuse([key], `"${key}" is not what it has to be`, hint)
  }

  /** A text of one line that says something. */
  sentence(key: string): string {
    const value = this.#values.get(key)
    const isSentence = typeof value === 'string' && /^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$/.test(value)
    if (isSentence && value.length <= LONGEST_TEXT) return value
    const says = this.has(key) ? `"${key}" is not a text of one line` : `"${key}" is missing`
    return this.refuse(this.has(key) ? [key] : [], says, `write ${key} = "…" in up to ${LONGEST_TEXT} characters`)
  }

  path(key: string, refusals: readonly Refusal[], fallback: string): string {
    return this.has(key) ? this.#checkPath([key], this.#values.get(key), refusals) : fallback
  }

  paths(key: string, refusals: readonly Refusal[]): string[] {
    return this.#list(key).map((value, i) => this.#checkPath([key, i], value, refusals))
  }

  /** Names of one shape: rule ids, fingerprints. */
  names(key: string, shape: RegExp, hint: string): string[] {
    return this.#list(key).map((value, i) => {
      const isName = typeof value === 'string' && value.length <= LONGEST_PATH && shape.test(value)
      return isName ? value : this.refuse([key, i], `"${key}" holds something else than names`, hint)
    })
  }

  table(key: string): SettingsTable {
    const value = this.#values.get(key) ?? {}
    return isTable(value)
      ? new SettingsTable(this.#document, [...this.#path, key], value)
      : this.refuse([key], `"${key}" is not a table`, `write its keys under the line [${key}]`)
  }

  tables(key: string): SettingsTable[] {
    return this.#list(key).map((value, i) =>
      isTable(value)
        ? new SettingsTable(this.#document, [...this.#path, key, i], value)
        : this.refuse(
            [key, i],
            `"${key}" holds something else than tables`,
            `write each under a line [[${[...this.#path, key].join('.')}]]`,
          ),
    )
  }

  /** Where the table stands: `keywarden.toml:12`. */
  get source(): string {
    return `${this.#document.file}:${this.#document.locate(this.#path)?.line ?? 1}`
  }

  /** Throws what is wrong with the value at `path`, a path within the table. */
  refuse(path: KeyPath, says: string, hint: string): never {
    const { file, locate } = this.#document
    const position = locate([...this.#path, ...path]) ?? locate(this.#path) ?? { line: 1, column: 1 }
    throw new ScanError('CONFIG_INVALID', `${file}:${position.line}:${position.column}: ${says}`, { hint })
  }

  #list(key: string): readonly unknown[] {
    const value = this.#values.get(key) ?? []
    return Array.isArray(value) ? value : this.refuse([key], `"${key}" is not a list`, `write ${key} = ["…"]`)
  }

  #checkPath(path: KeyPath, value: unknown, refusals: readonly Refusal[]): string {
    if (typeof value !== 'string')
      return this.refuse(path, `"${path[0]}" holds something else than paths`, 'write it in quotes')
    if (value.length > LONGEST_PATH)
      return this.refuse(path, `a path of "${path[0]}" is too long`, `write up to ${LONGEST_PATH} characters`)
    for (const { pattern, says, hint } of refusals) {
      if (pattern.test(value)) return this.refuse(path, `a path of "${path[0]}" ${says}`, hint)
    }
    return value
  }
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
