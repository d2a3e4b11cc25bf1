const MASK = '****'
/** What in a name may itself be a token. */
const TOKEN_LIKE = /(?=[A-Za-z_-]*\d)[\w-]{20,}/g

/** A name as it may be shown: masked where it holds one of the secret values, or what looks like a token. */
export function shownKey(key: string, secrets: readonly string[]): string {
  const name = key.toLowerCase()
  if (secrets.some((secret) => name.includes(secret.toLowerCase()))) return MASK
  return key.replace(TOKEN_LIKE, MASK)
}
