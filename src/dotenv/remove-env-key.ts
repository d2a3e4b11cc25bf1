import { readEnv } from './read-env.ts'
import { requireLineFeeds } from './require-line-feeds.ts'

/** Removes every assignment of a key with the comment on its line; all other lines stay as they are. */
export function removeEnvKey(text: string, key: string): string {
  requireLineFeeds(text)
  let rest = ''
  let at = 0
  for (const entry of readEnv(text).filter((one) => one.key === key)) {
    rest += text.slice(at, entry.start)
    at = entry.end
  }
  return rest + text.slice(at)
}
