import { encodePath } from '../model/repo-path.ts'

const UNRESERVED = /^[A-Za-z0-9._~/-]$/

/**
 * A path relative to the root as a URI reference: each byte outside of RFC 3986's unreserved set percent-encoded, raw
 * bytes among them. A leading slash is encoded too, as the reference would not be relative with it.
 */
export function sarifUri(path: string): string {
  let uri = ''
  for (const byte of encodePath(path)) {
    const char = String.fromCharCode(byte)
    uri += UNRESERVED.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return uri.replace(/^\//, '%2F')
}
