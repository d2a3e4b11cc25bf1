const LAST_SECOND = 253_402_300_799 // 9999-12-31

/** The day of a time in seconds since 1970, as `2024-01-31` in UTC; null where the value is no such time. */
export function dateOf(seconds: unknown): string | null {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= LAST_SECOND)) return null
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
