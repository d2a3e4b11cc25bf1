/** One thing that doctor has looked at. */
export interface Checkup {
  /** `hook-pre-commit` */
  readonly id: string
  /** `bad` fails the run. */
  readonly verdict: 'ok' | 'warn' | 'bad'
  readonly says: string
  /** What to do; '' where all is well. */
  readonly remedy: string
}

/** A checkup without complaint. */
export function ok(id: string, says: string): Checkup {
  return { id, verdict: 'ok', says, remedy: '' }
}

/** A checkup with something that should be seen to, but lets nothing through. */
export function warn(id: string, says: string, remedy: string): Checkup {
  return { id, verdict: 'warn', says, remedy }
}

/** A checkup with something that lets secrets through. */
export function bad(id: string, says: string, remedy: string): Checkup {
  return { id, verdict: 'bad', says, remedy }
}
