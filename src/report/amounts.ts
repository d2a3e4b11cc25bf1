const KILO = 1000
const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB']
const SECOND = 1000
const MINUTE = 60 * SECOND

/** A number with its noun: `1 file`, `12,345 files`. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`
}

/** A whole number with commas between its thousands. */
export function sayNumber(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** A size in decimal units: `0 B`, `34 kB`, `1.2 MB`. */
export function sayBytes(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`
  let size = bytes / KILO
  let unit = 0
  while (size >= KILO && unit < BYTE_UNITS.length - 1) {
    size /= KILO
    unit += 1
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${BYTE_UNITS[unit]}`
}

/** A length of time: `41 ms`, `1.3 s`, `2 min 5 s`. */
export function sayDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`
  if (milliseconds < MINUTE) return `${(milliseconds / SECOND).toFixed(1)} s`
  return `${Math.floor(milliseconds / MINUTE)} min ${Math.floor((milliseconds % MINUTE) / SECOND)} s`
}
