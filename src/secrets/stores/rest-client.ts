import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { retryAfter, withRetry } from './retry.ts'
import { isPlain } from './store-url.ts'
import { requestSignal } from './unless-unwanted.ts'

/** One request to a service that speaks JSON. */
export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface RestAnswer {
  readonly status: number
  /** The answer as JSON; null where it is none. */
  readonly body: unknown
}

/** How long to wait, and whom to trust. */
export interface RestSettings {
  /** Milliseconds for one answer. */
  readonly timeout: number
  /** Aborted when nobody waits any more; null where that is never. */
  readonly signal: AbortSignal | null
  readonly ca: readonly string[] | undefined
}

/** An answer that may be another one in a moment. */
class TransientAnswer extends Error {
  readonly answer: RestAnswer
  readonly wait: number

  constructor(answer: RestAnswer, wait: number) {
    super('transient answer')
    this.answer = answer
    this.wait = wait
  }
}

/**
 * Asks once, and up to twice again where the service says that it is busy. Answers of any status are values; no answer at all is
 * the system's error. `fetch` cannot be told of further certificate authorities, hence node:https.
 */
export async function askRest(request: RestRequest, settings: RestSettings): Promise<RestAnswer> {
  const ask = async () => {
    const { answer, retry } = await send(request, settings)
    if (answer.status === 429 || answer.status === 503) throw new TransientAnswer(answer, retryAfter(retry))
    return answer
  }
  try {
    return await withRetry(ask, (error) => (error instanceof TransientAnswer ? error.wait : null), settings.signal)
  } catch (error) {
    if (error instanceof TransientAnswer) return error.answer
    throw error
  }
}

function send({ method, url, headers, body }: RestRequest, { timeout, signal, ca }: RestSettings) {
  return new Promise<{ readonly answer: RestAnswer; readonly retry: string | undefined }>((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const options: RequestOptions = {
      method,
      headers: { accept: 'application/json', ...(text && { 'content-type': 'application/json' }), ...headers },
      signal: requestSignal(timeout, signal),
      ...(ca && { ca: [...ca] }),
    }
    const request = (isPlain(url) ? httpRequest : httpsRequest)(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const answer = { status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()) }
        resolve({ answer, retry: response.headers['retry-after'] })
      })
    })
    request.on('error', reject)
    request.end(text)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a proxy's page, or nothing
  }
}
