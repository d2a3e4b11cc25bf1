const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST = 3650 * 86_400_000

/** Milliseconds of `90s`, `30m`, `1h`, `7d` or `0`; null for anything else and for more than ten years. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0
  const [, amount = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const milliseconds = Number(amount) * (UNITS[unit] ?? Number.NaN)
  return milliseconds <= LONGEST ? milliseconds : null
}

/** A time span for people, in its largest whole unit: `90 min`, `2 h`, `3 days`. Seconds are rounded up to minutes from two on. */
export function sayDuration(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000)
  const days = milliseconds / 86_400_000
  if (milliseconds < 120_000) return `${Math.ceil(milliseconds / 1000)} s`
  if (minutes < 120) return `${minutes} min`
  if (days < 2) return `${Math.round(minutes / 60)} h`
  return `${Math.floor(days)} days`
}
