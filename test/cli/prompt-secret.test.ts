import { expect, test } from 'vitest'
import { promptSecret } from '../../src/cli/prompt-secret.ts'
import { FakeKeyboard, FakeStream } from './fake-terminal.ts'

async function type(...chunks: readonly (string | Buffer)[]) {
  const stdin = new FakeKeyboard()
  const stderr = new FakeStream()
  const interrupts: string[] = []
  const { signal } = new AbortController()
  const answer = promptSecret('Value: ', { stdin, interrupt: () => interrupts.push('Ctrl-C') }, { stderr, signal })
  for (const chunk of chunks) stdin.emit('data', Buffer.from(chunk))
  return { answer, shown: stderr, stdin, interrupts }
}

test.each([
  ['a line', ['secret\r'], 'secret'],
  ['letters one by one', ['a', 'b', '\n'], 'ab'],
  ['a letter of several bytes, cut in two', [Buffer.from([0xc3]), Buffer.from([0xa9, 13])], 'é'],
  ['backspace over a letter of two code units', ['a🔑\u007f\u007fb\r'], 'b'],
  ['Ctrl-U', ['wrong\u0015right\r'], 'right'],
  ['arrow keys and marks of pasting', ['\u001b[200~pas\u001b[Dted\u001b[201~\r'], 'pasted'],
  ['Ctrl-D', ['end\u0004'], 'end'],
])('%s', async (_name, chunks, expected) => {
  const { answer, shown, stdin } = await type(...chunks)
  expect(await answer).toBe(expected)
  expect(shown.text.trim()).toBe('Value:')
  expect(stdin.modes.at(-1)).toBe(false)
})

test('Ctrl-C interrupts and takes no value', async () => {
  const { interrupts } = await type('half\u0003')
  expect(interrupts).toEqual(['Ctrl-C'])
})
