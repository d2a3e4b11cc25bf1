/** Line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Path of a key or list element in a document: `['allow', 0, 'paths', 2]`. */
export type KeyPath = readonly (string | number)[]

/** Tells where a key or list element stands, null where there is none. */
export type KeyLocator = (path: KeyPath) => Position | null

/** No setting lies deeper; a key of half a million parts must not cost more than one of three. */
const DEEPEST = 6

interface Cursor {
  readonly text: string
  at: number
  readonly offsets: Map<string, number>
}

/**
 * Finds where the keys and list elements of a TOML document stand, which the parser does not tell. The document is
 * valid: the parser has accepted it. https://toml.io/en/v1.0.0
 */
export function locateKeys(text: string): KeyLocator {
  const cursor: Cursor = { text, at: 0, offsets: new Map() }
  scanDocument(cursor)
  const lineStarts = findLineStarts(text)
  return (path) => {
    const offset = cursor.offsets.get(nameOf(path))
    return offset === undefined ? null : positionAt(lineStarts, offset)
  }
}

function nameOf(path: KeyPath): string {
  return path.join('\0')
}

function findLineStarts(text: string): number[] {
  const starts = [0]
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1)
  return starts
}

function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0
  let high = lineStarts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 }
}

function scanDocument(cursor: Cursor): void {
  const lengths = new Map<string, number>()
  let table: KeyPath = []
  for (skipVoid(cursor); cursor.at < cursor.text.length; skipVoid(cursor)) {
    if (cursor.text[cursor.at] === '[') table = readHeader(cursor, lengths)
    else readPair(cursor, table)
  }
}

/** `[rules]`, `[[allow]]`, `[allow.extra]`: the last table of an array stands for the array in what follows. */
function readHeader(cursor: Cursor, lengths: Map<string, number>): KeyPath {
  const start = cursor.at
  const isArray = cursor.text.startsWith('[[', start)
  cursor.at += isArray ? 2 : 1
  const parts = readKey(cursor, ']')
  if (isArray) cursor.at++
  let path: KeyPath = []
  for (const [i, part] of parts.entries()) {
    path = [...path, part]
    record(cursor, path, start)
    const length = lengths.get(nameOf(path)) ?? 0
    const isNew = isArray && i === parts.length - 1
    if (isNew) lengths.set(nameOf(path), length + 1)
    if (isNew || length > 0) path = [...path, isNew ? length : length - 1]
  }
  record(cursor, path, start)
  return path
}

function readPair(cursor: Cursor, table: KeyPath): void {
  const start = cursor.at
  let path = table
  for (const part of readKey(cursor, '=')) {
    path = [...path, part]
    record(cursor, path, start)
  }
  skipVoid(cursor)
  readValue(cursor, path)
}

function record(cursor: Cursor, path: KeyPath, offset: number): void {
  const name = nameOf(path)
  if (!cursor.offsets.has(name)) cursor.offsets.set(name, offset)
}

/** The first parts of a dotted key; the cursor ends behind `end`. */
function readKey(cursor: Cursor, end: string): string[] {
  const parts: string[] = []
  while (cursor.at < cursor.text.length) {
    const char = cursor.text[cursor.at] ?? ''
    if (char === end) break
    if (char === '.' || char === ' ' || char === '\t') cursor.at++
    else {
      const part = char === '"' || char === "'" ? readQuoted(cursor) : readRun(cursor, /[A-Za-z0-9_-]+/y)
      if (parts.length < DEEPEST) parts.push(part)
    }
  }
  cursor.at++
  return parts
}

function readQuoted(cursor: Cursor): string {
  const start = cursor.at
  skipString(cursor)
  const raw = cursor.text.slice(start, cursor.at)
  try {
    return raw.startsWith('"') ? String(JSON.parse(raw)) : raw.slice(1, -1)
  } catch {
    return raw // an escape that JSON does not know: no key of ours has one
  }
}

function readRun(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at
  const run = pattern.exec(cursor.text)?.[0] ?? ''
  cursor.at += Math.max(1, run.length)
  return run
}

function readValue(cursor: Cursor, path: KeyPath): void {
  const char = cursor.text[cursor.at] ?? ''
  if (char === '"' || char === "'") skipString(cursor)
  else if (char === '[') readArray(cursor, path)
  else if (char === '{') readInlineTable(cursor, path)
  else readRun(cursor, /[^,\]}#\r\n]+/y)
}

function readArray(cursor: Cursor, path: KeyPath): void {
  cursor.at++
  for (let i = 0; hasNext(cursor, ']'); i++) {
    record(cursor, [...path, i], cursor.at)
    readValue(cursor, [...path, i])
  }
}

function readInlineTable(cursor: Cursor, path: KeyPath): void {
  cursor.at++
  while (hasNext(cursor, '}')) readPair(cursor, path)
}

/** True where the cursor stands at another element; at the end it stands behind `end`. */
function hasNext(cursor: Cursor, end: string): boolean {
  skipVoid(cursor)
  if (cursor.text[cursor.at] === ',') cursor.at++
  skipVoid(cursor)
  if (cursor.text[cursor.at] === end) {
    cursor.at++
    return false
  }
  return cursor.at < cursor.text.length
}

function skipString(cursor: Cursor): void {
  const quote = cursor.text[cursor.at] ?? ''
  const isLong = cursor.text.startsWith(quote.repeat(3), cursor.at)
  const end = isLong ? quote.repeat(3) : quote
  cursor.at += end.length
  while (cursor.at < cursor.text.length && !cursor.text.startsWith(end, cursor.at)) {
    cursor.at += quote === '"' && cursor.text[cursor.at] === '\\' ? 2 : 1
  }
  cursor.at += end.length
  // `""""a"""""`: up to two quotes may stand before the closing three
  while (isLong && cursor.text[cursor.at] === quote) cursor.at++
}

/** Skips white space, line ends and comments. */
function skipVoid(cursor: Cursor): void {
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const char = cursor.text[cursor.at] ?? ''
    if (char === '#') cursor.at = endOfLine(cursor)
    else if (!' \t\r\n\uFEFF'.includes(char)) return
  }
}

function endOfLine(cursor: Cursor): number {
  const feed = cursor.text.indexOf('\n', cursor.at)
  return feed < 0 ? cursor.text.length : feed
}
