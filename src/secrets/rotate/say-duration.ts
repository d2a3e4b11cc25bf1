const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A time span for people: `45 s`, `90 min`, `1 h`, `7 days`, in the largest unit that it is a whole number of, up to seconds. */
export function sayDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / SECOND) * SECOND
  if (seconds % DAY === 0) return seconds === DAY ? '1 day' : `${seconds / DAY} days`
  if (seconds % HOUR === 0) return `${seconds / HOUR} h`
  return seconds % MINUTE === 0 ? `${seconds / MINUTE} min` : `${seconds / SECOND} s`
}
