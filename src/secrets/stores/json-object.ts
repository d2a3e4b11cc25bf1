/** A property of a JSON object's text: where its value stands. Offsets in UTF-16 code units. */
interface Property {
  readonly key: string
  readonly start: number
  readonly end: number
}

/**
 * The properties of a JSON object as texts, in order: strings as they are, other values as their JSON. Null where `text`
 * is no JSON object.
 */
export function readJsonObject(text: string): ReadonlyMap<string, string> | null {
  const properties = propertiesOf(text)
  if (properties === null) return null
  const values = new Map<string, string>()
  for (const { key, start, end } of properties) {
    const raw = text.slice(start, end)
    values.set(key, raw.startsWith('"') ? (JSON.parse(raw) as string) : raw)
  }
  return values
}

/**
 * The text with one property changed or added at the end, every other byte as it was: large numbers and the order of keys stay.
 * Null where `text` is no JSON object.
 */
export function setJsonProperty(text: string, key: string, value: string): string | null {
  const properties = propertiesOf(text)
  if (properties === null) return null
  const raw = JSON.stringify(value)
  const same = properties.filter((property) => property.key === key).at(-1) // of repeated keys the last one counts
  if (same) return text.slice(0, same.start) + raw + text.slice(same.end)
  const last = properties.at(-1)
  const at = last?.end ?? text.indexOf('{') + 1
  return `${text.slice(0, at)}${last ? ',' : ''}${JSON.stringify(key)}:${raw}${text.slice(at)}`
}

function propertiesOf(text: string): readonly Property[] | null {
  if (!isJsonObject(text)) return null
  const properties: Property[] = []
  let at = skipSpace(text, skipSpace(text, 0) + 1)
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at)
    const key = JSON.parse(text.slice(at, keyEnd)) as string
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const end = valueEnd(text, start)
    properties.push({ key, start, end })
    at = skipSpace(text, skipSpace(text, end) + 1)
  }
  return properties
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false // an error of JSON.parse quotes the text
  }
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (end < text.length && ' \t\r\n'.includes(text.charAt(end))) end++
  return end
}

/** End of the string that begins at `at`; the text is known to be JSON. */
function stringEnd(text: string, at: number): number {
  let end = at + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function valueEnd(text: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const char = text.charAt(at)
    if (char === '"') {
      at = stringEnd(text, at)
      continue
    }
    if (depth === 0 && ', \t\r\n}'.includes(char)) break
    if ('{['.includes(char)) depth++
    if ('}]'.includes(char)) depth--
    at++
  } while (depth > 0 || !', \t\r\n}'.includes(text.charAt(at)))
  return at
}
