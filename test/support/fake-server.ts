import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** An answer that a fake is told to give instead of its own. */
export interface Planned {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How many requests get it; without it all from now on. */
  readonly times?: number
  /** Requests that are answered as usual before the first one that gets it. */
  readonly after?: number
  /** Whether the request is carried out all the same, as where its answer is lost; without it, it is not. */
  readonly effect?: 'none' | 'done'
  /** Requests that it is for, by method and path; without it all. */
  readonly when?: RegExp
}

/** One request as it came in. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a fake answers. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A server on a free port of 127.0.0.1 that keeps what it was asked and can be told to fail. */
export class FakeServer implements AsyncDisposable {
  readonly requests: Received[] = []
  readonly #server: Server
  readonly #scheme: string
  /** Requests that wait for an answer which they will not get. */
  held = 0
  #isHolding = false
  #planned: { readonly reply: Planned; left: number; wait: number }[] = []

  private constructor(server: Server, scheme: string) {
    this.#server = server
    this.#scheme = scheme
  }

  static async start(
    answer: (request: Received) => Reply,
    tls?: { readonly key: string; readonly cert: string },
  ): Promise<FakeServer> {
    let fake: FakeServer | null = null
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { method = '', url = '', headers } = request
        const received = { method, path: url, headers, body: Buffer.concat(chunks).toString() }
        fake?.requests.push(received)
        if (fake?.holds(response)) return
        const planned = fake?.planned(received) ?? null
        const own = planned === null || planned.effect === 'done' ? answer(received) : null
        const { status, body, headers: extra } = planned ?? (own as Reply)
        response.writeHead(status, { 'content-type': 'application/json', ...extra })
        response.end(body === undefined ? '' : JSON.stringify(body))
      })
    }
    const server = tls ? createTlsServer(tls, listener) : createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    fake = new FakeServer(server, tls ? 'https' : 'http')
    return fake
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The next requests get this answer instead of the fake's own. */
  plan(reply: Planned): void {
    this.#planned.push({ reply, left: reply.times ?? Number.POSITIVE_INFINITY, wait: reply.after ?? 0 })
  }

  /** From now on no request is answered. */
  hold(): void {
    this.#isHolding = true
  }

  /** True where a request is kept waiting, until the client gives it up. */
  holds(response: ServerResponse): boolean {
    if (!this.#isHolding) return false
    this.held++
    response.on('close', () => this.held--)
    return true
  }

  /** Forgets what was asked and what was planned. */
  clear(): void {
    this.#isHolding = false
    this.requests.length = 0
    this.#planned = []
  }

  planned({ method, path }: Received): Planned | null {
    const entry = this.#planned.find(({ reply, left }) => left > 0 && (reply.when?.test(`${method} ${path}`) ?? true))
    if (entry === undefined || entry.wait-- > 0) return null
    entry.left--
    return entry.reply
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
