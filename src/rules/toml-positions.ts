import type { TextPosition } from './rule-problem.ts'

/** Where keys and values stand in a TOML text; paths are written `rules[2].examples.positive[0]`. */
export interface TomlPositions {
  /** Position of the key (of the value for an element of an array), or of the nearest table above it. */
  at(path: string): TextPosition
  /** Position of a character inside a string value, exact for a plain literal string (`'…'`), else that of the key. */
  inside(path: string, offset: number): TextPosition
}

/** Finds the positions in a text that the TOML parser has accepted; of any other text it gives what it can. */
export function locateToml(text: string): TomlPositions {
  const marks = new TomlMarks(text)
  return {
    at: (path) => positionAt(text, nearest(marks.keys, path)),
    inside(path, offset) {
      const start = marks.values.get(path)
      const isLiteral = start !== undefined && text[start] === "'" && !text.startsWith("'''", start)
      return positionAt(text, isLiteral ? start + 1 + offset : nearest(marks.keys, path))
    },
  }
}

/** Line and column of an offset in a text. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

function nearest(keys: ReadonlyMap<string, number>, path: string): number {
  for (let known = path; known !== ''; known = known.replace(/(?:^|\.)[^.[]*$|\[\d+\]$/, '')) {
    const offset = keys.get(known)
    if (offset !== undefined) return offset
  }
  return 0
}

/** One pass over the statements of a TOML text: headers and `key = value` lines. */
class TomlMarks {
  readonly keys = new Map<string, number>()
  readonly values = new Map<string, number>()
  readonly #text: string
  readonly #counts = new Map<string, number>()
  #at = 0
  #table = ''

  constructor(text: string) {
    this.#text = text
    while (this.#at < text.length) this.#statement()
  }

  #statement(): void {
    this.#skip(/[\s\uFEFF]*/y)
    const start = this.#at
    if (start >= this.#text.length) return
    if (this.#text[start] === '#') this.#skip(/[^\n]*/y)
    else if (this.#text[start] === '[') this.#header(start)
    else this.#keyValue(start)
    if (this.#at === start) this.#at++
  }

  // [[rules]]  →  rules[0]      [rules.examples]  →  rules[0].examples
  #header(start: number): void {
    const line = this.#skip(/[^\n]*/y)
    const [, brackets = '', inner = ''] = /^(\[\[?)([^\]]*)\]/.exec(line) ?? []
    const name = withIndexes(joinKey(inner), this.#counts)
    if (brackets === '[[') {
      const count = this.#counts.get(name) ?? 0
      this.#counts.set(name, count + 1)
      this.#table = `${name}[${count}]`
    } else this.#table = name
    this.keys.set(this.#table, start)
  }

  #keyValue(start: number): void {
    const key = joinKey(this.#skip(/(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^=\n"'])*/y))
    if (this.#text[this.#at] !== '=') return
    this.#at++
    this.#skip(/[ \t]*/y)
    const path = this.#table === '' ? key : `${this.#table}.${key}`
    this.keys.set(path, start)
    this.values.set(path, this.#at)
    this.#value(path)
  }

  /** Walks to the end of a value and marks the elements of an array. */
  #value(path: string): void {
    let depth = 0
    let element = 0
    let expectsElement = false
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? ''
      if (depth === 0 && char === '\n') return
      if (expectsElement && depth === 1 && !/[\s#,\]]/.test(char)) {
        this.keys.set(`${path}[${element}]`, this.#at)
        this.values.set(`${path}[${element++}]`, this.#at)
        expectsElement = false
      }
      if (char === '[' || char === '{') depth++
      if (char === ']' || char === '}') depth--
      if ((char === '[' || char === ',') && depth === 1) expectsElement = true
      this.#token(char)
    }
  }

  #token(char: string): void {
    if (char === '#') this.#skip(/[^\n]*/y)
    else if (char === '"') this.#skip(/"""(?:[^\\]|\\.)*?"{3,5}|"(?:[^"\\\n]|\\.)*"?/sy)
    else if (char === "'") this.#skip(/'''.*?'{3,5}|'[^'\n]*'?/sy)
    else this.#at++
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const skipped = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += skipped.length
    return skipped
  }
}

function joinKey(raw: string): string {
  const parts = raw.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^.\s]+/g) ?? []
  return parts.map((part) => part.replace(/^(["'])(.*)\1$/s, '$2')).join('.')
}

/** `rules.examples` under the third `[[rules]]`: `rules[2].examples`. */
function withIndexes(name: string, counts: ReadonlyMap<string, number>): string {
  const parts = name.split('.')
  let path = parts[0] ?? ''
  for (const part of parts.slice(1)) {
    const count = counts.get(path)
    path = `${count === undefined ? path : `${path}[${count - 1}]`}.${part}`
  }
  return path
}
