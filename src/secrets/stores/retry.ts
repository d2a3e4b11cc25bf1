import { setTimeout as wait } from 'node:timers/promises'

const TRIES = 3
/** A service that wants more patience than this, in milliseconds, is told of instead of waited for. */
const LONGEST_WAIT = 5000
const FIRST_WAIT = 200

/**
 * Does work up to three times, until the signal says that nobody waits for it any more. `waitFor` tells for a failure how long the
 * service wants to be left alone, in milliseconds, 0 where it does not say, null where it is of no use to try again.
 */
export async function withRetry<T>(
  work: () => Promise<T>,
  waitFor: (error: unknown) => number | null,
  signal: AbortSignal | null,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      const wanted = waitFor(error)
      if (wanted === null || wanted > LONGEST_WAIT || tried === TRIES) throw error
      const backoff = FIRST_WAIT * 2 ** (tried - 1)
      const jitter = backoff * Math.random() // many programs that start together must not come back together
      await wait(Math.max(wanted, backoff) + jitter, undefined, signal === null ? {} : { signal })
    }
  }
}

/** Milliseconds of a Retry-After header, seconds or a date (RFC 9110, 10.2.3); 0 where there is none. */
export function retryAfter(header: string | null | undefined, now: number = Date.now()): number {
  if (!header) return 0
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, milliseconds)
}
