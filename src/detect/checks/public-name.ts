const SHOWN = /^[A-Za-z0-9][\w.@:/-]{0,79}$/
const URL_HOST = /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^/@\s]{0,200}@)?([\w.-]{1,100}(?::\d{1,5})?)(?:[/?#]|$)/i

/**
 * What of an identifier that a secret carries may be shown: of a URL the host, of anything else short ASCII names alone;
 * null where it is neither.
 */
export function publicName(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const host = URL_HOST.exec(value)?.[1]
  if (host !== undefined) return host
  return SHOWN.test(value) && !value.includes('://') ? value : null
}
