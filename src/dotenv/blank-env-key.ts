import { readEnv } from './read-env.ts'

/** Takes the value out of every assignment of a key; quotes go with it, all other bytes stay. */
export function blankEnvKey(text: string, key: string): string {
  let blank = ''
  let at = 0
  for (const entry of readEnv(text).filter((one) => one.key === key)) {
    blank += text.slice(at, entry.valueStart)
    at = entry.valueEnd
  }
  return blank + text.slice(at)
}
