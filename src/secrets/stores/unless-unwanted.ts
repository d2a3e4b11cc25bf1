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

/** A call may take as many times the time of one answer: it asks three times at most, and may look for credentials first. */
const ANSWERS = 4
/** Milliseconds for the waits between them. */
const BETWEEN = 2000

/**
 * Begins work unless the signal is aborted already, and gives it up as soon as it is, or when the call has taken four times the
 * time of an answer and more: an SDK passes signals on to its requests and not to its search for credentials. What the work still comes to
 * is nobody's business.
 * @param timeout of one answer, in milliseconds
 */
export async function unlessUnwanted<T>(
  work: () => Promise<T>,
  { what, label }: Subject,
  { signal, timeout }: { readonly signal: AbortSignal | null; readonly timeout: number },
): Promise<T> {
  let fail: (error: Error) => void = () => {}
  const stopped = new Promise<never>((_, reject) => {
    fail = reject
  })
  const stop = () => fail(storeFailure(what, label, FAULTS.unwanted))
  const timer = setTimeout(() => fail(storeFailure(what, label, FAULTS.late)), timeout * ANSWERS + BETWEEN)
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  try {
    return await Promise.race([signal?.aborted ? stopped : work(), stopped])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
