import type { Match } from '../model/match.ts'

/** A password shorter than this may be a word that paths hold anyway: masking `postgres` in one would tell it. */
const MIN_PASSWORD = 12

/** The path with every secret of `matches` in it masked: files do get named after a token. */
export function redactPath(path: string, matches: readonly Match[]): string {
  let redacted = path
  for (const { rule, secret } of matches) {
    const value = secret.reveal()
    if (rule.kind === 'password' && value.length < MIN_PASSWORD) continue
    if (value !== '' && redacted.includes(value)) redacted = redacted.replaceAll(value, secret.redacted)
  }
  return redacted
}
