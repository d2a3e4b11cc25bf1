/** A decoded JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/** The JSON object that base64 or base64url text stands for; null where it stands for none. */
export function decodeJsonObject(base64: string): JsonObject | null {
  return BASE64.test(base64) ? parseJsonObject(Buffer.from(base64, 'base64').toString('utf8')) : null
}

/** The JSON object that `text` is; null where it is none. */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null // not JSON is an answer here, not a failure
  }
}
