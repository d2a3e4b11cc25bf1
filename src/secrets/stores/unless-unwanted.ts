import { FAULTS, storeFailure } from './store-failure.ts'

/** What a call is about, for its failure. */
interface Subject {
  readonly what: string
  readonly label: string
}

/** What ends a request: the time that it may take, in milliseconds, and the signal that nobody waits for it, if there is one. */
export function requestSignal(timeout: number, signal: AbortSignal | null): AbortSignal {
  const late = AbortSignal.timeout(timeout)
  return signal === null ? late : AbortSignal.any([signal, late])
}

/**
 * Begins work unless the signal is aborted already, and gives it up as soon as it is: also where an SDK passes the signal on to its
 * requests and not to its search for credentials. What the work still comes to is nobody's business.
 */
export async function unlessUnwanted<T>(
  work: () => Promise<T>,
  { what, label }: Subject,
  signal: AbortSignal | null,
): Promise<T> {
  if (signal === null) return work()
  const unwanted = () => storeFailure(what, label, FAULTS.unwanted)
  if (signal.aborted) throw unwanted()
  let stop = () => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(unwanted())
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work(), stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
