import { expect, test } from 'vitest'
import { Output } from '../../src/cli/output.ts'
import { FakeStream } from './fake-terminal.ts'

const never = new AbortController().signal

test('OPS-08: a slow reader gets every piece, in order, and is waited for', async () => {
  const taken: string[] = []
  let waiting = 0
  let mostWaiting = 0
  const slow = Object.assign(new FakeStream(), {
    write(text: string, callback: () => void): boolean {
      waiting++
      mostWaiting = Math.max(mostWaiting, waiting)
      setTimeout(() => {
        taken.push(text)
        waiting--
        callback()
      }, 1)
      return false
    },
  })
  const lines = Array.from({ length: 1500 }, (_, i) => `${String(i).padStart(200, '.')}\n`)
  await new Output(slow, 'standard output', never).print(lines)
  expect(taken.join('')).toBe(lines.join(''))
  expect(taken.length).toBeGreaterThan(1)
  expect(mostWaiting).toBe(1)
})

test('once the reader has gone nothing more is written', async () => {
  let writes = 0
  const gone = Object.assign(new FakeStream(), {
    write(_: string, callback: (error: Error) => void): boolean {
      writes++
      callback(Object.assign(new Error('x'), { code: 'EPIPE' }))
      return false
    },
  })
  const output = new Output(gone, 'standard output', never)
  await output.print(['a'])
  await output.print(['b'])
  expect(writes).toBe(1)
})

test('a stream that throws is an error like any other', async () => {
  const full = Object.assign(new FakeStream(), {
    write(): boolean {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    },
  })
  await expect(new Output(full, 'standard output', never).print(['a'])).rejects.toMatchObject({
    code: 'UNWRITABLE',
    message: 'standard output cannot be written: ENOSPC',
  })
})

test('a report whose reader has gone is not made to its end', async () => {
  let made = 0
  const stream = Object.assign(new FakeStream(), { fail: 'EPIPE' })
  function* pieces() {
    for (; made < 10; made++) yield 'x'.repeat(70_000)
  }
  await new Output(stream, 'standard output', never).print(pieces())
  expect(made).toBe(0)
})
