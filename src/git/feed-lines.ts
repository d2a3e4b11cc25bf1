import type { Writable } from 'node:stream'
import type { GitProcess } from './run-git.ts'

const BATCH = 16_384

/**
 * Writes to a git process that was started with an open stdin, then closes it; `lines` are bytes as Latin-1, and each
 * gets the `ending`. Waits where git is slower. Where git has gone it stops without an error: git's exit tells why.
 * Where `lines` fails git is ended, and the failure is the caller's to await.
 */
export async function feedLines(
  git: GitProcess,
  lines: AsyncIterable<string> | Iterable<string>,
  ending: '\n' | '\0' | '',
): Promise<void> {
  const { input } = git
  if (input === null) return
  let batch = ''
  try {
    for await (const line of lines) {
      batch += line + ending
      if (batch.length < BATCH) continue
      if (!input.write(batch, 'latin1')) await drained(input)
      if (!input.writable) return
      batch = ''
    }
    input.end(batch, 'latin1')
  } catch (error) {
    git.kill()
    throw error
  }
}

function drained(input: Writable): Promise<unknown> {
  return new Promise((resolve) => {
    input.once('drain', resolve)
    input.once('close', resolve)
  })
}
