/** Takes a problem with the value at `path` of the file under way. */
export type ReportProblem = (path: string, message: string, hint: string) => void

/** Reads the fields of one TOML table, reports each that is missing or wrong, and at the end those it does not know. */
export class TableReader {
  readonly #table: Readonly<Record<string, unknown>>
  readonly #path: string
  readonly #report: ReportProblem
  readonly #known = new Set<string>()

  /** @param table anything; what is not a table is reported and read as an empty one */
  constructor(table: unknown, path: string, report: ReportProblem) {
    this.#path = path
    this.#report = report
    const isSound = isTable(table)
    this.#table = isSound ? table : {}
    if (!isSound) this.#report(path, table === undefined ? `${path} is missing` : `${path} is not a table`, '')
  }

  /** A string that holds more than blanks; '' where it does not. */
  text(key: string): string {
    const value = this.optionalText(key)
    if (value.trim() === '' && !this.#isWrongType(key, 'string')) this.reportAt(key, `${key} is missing or empty`, '')
    return value
  }

  /** A string, '' where it is left out. */
  optionalText(key: string): string {
    const value = this.#value(key)
    if (typeof value === 'string') return value
    if (value !== undefined) this.reportAt(key, `${key} is not a string`, 'write it in quotes')
    return ''
  }

  /** A list of strings with at least `least` entries; what is wrong is reported and left out. */
  texts(key: string, least: number): readonly string[] {
    const value = this.#value(key) ?? []
    if (!Array.isArray(value)) {
      this.reportAt(key, `${key} is not a list of strings`, 'write ["…"]')
      return []
    }
    const texts = value.filter((item, index) => {
      const isText = typeof item === 'string' && item !== ''
      if (!isText) this.reportAt(`${key}[${index}]`, `entry ${index + 1} of ${key} is not a string or is empty`, '')
      return isText
    })
    if (value.length < least) this.reportAt(key, `${key} has ${value.length} of at least ${least} entries`, '')
    return texts
  }

  /** One of the values; the first of them where it is not. */
  choice<const T extends string>(key: string, values: readonly [T, ...T[]]): T {
    const value = this.#value(key)
    const found = values.find((known) => known === value)
    if (found !== undefined) return found
    const says = value === undefined ? `${key} is missing` : `${key} has a value that is not known`
    this.reportAt(key, says, `one of ${values.join(', ')}`)
    return values[0]
  }

  /** One of the values, the first of them where the key is left out. */
  optionalChoice<const T extends string>(key: string, values: readonly [T, ...T[]]): T {
    return this.has(key) ? this.choice(key, values) : values[0]
  }

  has(key: string): boolean {
    this.#known.add(key)
    return Object.hasOwn(this.#table, key)
  }

  /** The value as it is, for a table inside. */
  raw(key: string): unknown {
    return this.#value(key)
  }

  reportAt(key: string, message: string, hint: string): void {
    this.#report(`${this.#path}.${key}`, message, hint)
  }

  /** Reports each key that nobody has asked for. */
  reportUnknown(): void {
    for (const key of Object.keys(this.#table)) {
      if (!this.#known.has(key)) this.reportAt(key, `unknown key ${key}`, `known are ${[...this.#known].join(', ')}`)
    }
  }

  #value(key: string): unknown {
    return this.has(key) ? this.#table[key] : undefined
  }

  #isWrongType(key: string, type: 'string'): boolean {
    const value = this.#value(key)
    return value !== undefined && typeof value !== type
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
