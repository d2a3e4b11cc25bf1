/** Asks whoever sits at the terminal, one question after the other. */
export interface Asker {
  /** The next line that is typed, without what ends it; null where there is none any more. */
  readLine(): Promise<string | null>
  /** Lets go of standard input, which would keep the process alive. */
  close(): Promise<void>
}

/** Reads answers from standard input. */
export function openAsker(stdin: AsyncIterable<Uint8Array>): Asker {
  const chunks = stdin[Symbol.asyncIterator]()
  const decoder = new TextDecoder()
  let rest = ''
  return {
    async readLine() {
      while (!rest.includes('\n')) {
        const { value, done } = await chunks.next()
        if (done) return null
        rest += decoder.decode(value, { stream: true })
      }
      const end = rest.indexOf('\n')
      const line = rest.slice(0, end).replace(/\r$/, '')
      rest = rest.slice(end + 1)
      return line
    },
    async close() {
      await chunks.return?.()
    },
  }
}
