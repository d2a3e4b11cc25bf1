import { expect, test } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import { FakeStream } from './fake-terminal.ts'

const some = { objects: 12345, bytes: 3_000_000, commits: 7 }

/** What is written when progress is told at each of the times, in milliseconds, and then ends. */
function written(env: NodeJS.ProcessEnv, stream: Partial<FakeStream>, times: readonly number[]): string {
  const sink = Object.assign(new FakeStream(), stream)
  let clock = 0
  const progress = createProgress(sink, env, () => clock)
  for (const time of times) {
    clock = time
    progress.update(some)
  }
  progress.end()
  progress.update(some)
  return sink.text
}

const TERMINAL = { isTTY: true, columns: 100 }
const ERASE = '\r\u001b[2K'
const TEXT = 'keywarden: scanned 12,345 contents (3.0 MB), 7 commits'

test('a short run shows nothing', () => {
  expect(written({}, TERMINAL, [0, 100, 499])).toBe('')
})

test('a long run draws one line, again now and then, and erases it', () => {
  expect(written({}, TERMINAL, [500, 550, 599, 600, 10_000])).toBe(`${`${ERASE}${TEXT}`.repeat(3)}${ERASE}`)
})

test('the line fits the terminal', () => {
  const longest = Math.max(
    ...written({}, { isTTY: true, columns: 42 }, [900])
      .split(ERASE)
      .map((line) => line.length),
  )
  expect(longest).toBe(41)
})

test.each([
  ['a pipe', {}, {}],
  ['a dumb terminal', { TERM: 'dumb' }, TERMINAL],
])('%s gets nothing', (_, env, stream) => {
  expect(written(env, stream, [0, 100_000])).toBe('')
})

test('a CI log gets a plain line every 30 seconds', () => {
  expect(written({ CI: 'true' }, {}, [0, 29_999, 30_000, 31_000, 61_000])).toBe(`${TEXT}\n${TEXT}\n`)
})
