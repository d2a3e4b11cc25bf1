import { StringDecoder } from 'node:string_decoder'
import type { Keyboard, Terminal } from './terminal.ts'

const INTERRUPT = '\u0003'
const END = '\u0004'
const ERASE = new Set(['\b', '\u007f'])
const ERASE_ALL = '\u0015'
/** Arrow keys, marks of pasting and their like. */
const ESCAPE = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)/g

/** Asks on standard error for one line that is not shown; what the terminal sends for editing is heeded. */
export function promptSecret(
  question: string,
  { stdin, interrupt }: Keyboard,
  { stderr, signal }: Pick<Terminal, 'stderr' | 'signal'>,
): Promise<string> {
  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8')
    let typed = ''
    const close = () => {
      stdin.setRawMode(false)
      stdin.removeListener('data', read)
      stdin.removeListener('end', finish)
      stdin.pause() // an open one keeps the process
    }
    const finish = () => {
      close()
      stderr.write('\n', () => resolve(typed))
    }
    const read = (chunk: Buffer) => {
      for (const char of decoder.write(chunk).replace(ESCAPE, '')) {
        if (char === '\r' || char === '\n' || char === END) return finish()
        if (char === INTERRUPT) return interrupt()
        typed = edited(typed, char)
      }
    }
    signal.addEventListener('abort', close, { once: true })
    stdin.on('data', read)
    stdin.on('end', finish)
    stdin.setRawMode(true) // before the question: who pastes is faster than a terminal
    stdin.resume()
    stderr.write(question, () => {})
  })
}

function edited(typed: string, char: string): string {
  if (char === ERASE_ALL) return ''
  if (ERASE.has(char)) return [...typed].slice(0, -1).join('')
  return char < ' ' ? typed : typed + char
}
