/** What follows an option without quotes, in any shell. */
const PLAIN = /^[\w./:@-]+$/

/** The line that goes on with the rotation of a key, in the store and the environment that were named; null for none. */
export function rotateCommand(key: string, store: string | null, environment: string | null): string {
  const options = [
    ['--store', store],
    ['--env', environment],
  ] as const
  const named = options.map(([name, value]) => {
    if (value === null) return ''
    return PLAIN.test(value) ? ` ${name} ${value}` : ` ${name} …`
  })
  return `keywarden secrets rotate ${key}${named.join('')} --yes`
}
