import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePath } from '../../src/model/repo-path.ts'
import { showSafe } from '../../src/report/show-safe.ts'
import { hostileText } from './arbitrary-report.ts'

test.each([
  ['a terminal title', 'x\x1b]0;owned\x07.cfg', 'x\\x1b]0;owned\\x07.cfg'],
  ['line ends and tabs', 'a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['DEL', 'a\x7f', 'a\\x7f'],
  ['C1 controls', '\u009b31m', '\\u009b31m'],
  ['right-to-left override', 'a\u202etxt.exe', 'a\\u202etxt.exe'],
  ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
  ['a byte order mark', '\ufeffa', '\\ufeffa'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['a lone surrogate that is no byte', '\ud83d', '\\ud83d'],
  ['a workflow command of the old form', '###[add-mask]x', '#\\x23#[add-mask]x'],
  ['an Azure Pipelines command', 'a ##vso[task.x]', 'a \\x23#vso[task.x]'],
])('%s is shown escaped', (_, text, shown) => expect(showSafe(text)).toBe(shown))

test('bytes of a path that are not UTF-8 are shown as bytes', () => {
  const path = decodePath(Buffer.from([0x61, 0x80, 0xff, 0x62]))
  expect(showSafe(path)).toBe('a\\x80\\xffb')
})

test.each(['ordinary text, 100 % [x](y) # a', 'naïve 漢字 😀', '👩\u200d👧', 'می\u200cخواهم'])(
  '%s is shown as it is',
  (text) => expect(showSafe(text)).toBe(text),
)

test('whatever the text, what is shown holds nothing that is obeyed or cannot be seen', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = showSafe(text)
      expect(shown).toSatisfy((value: string) => value.isWellFormed())
      expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/)
      expect(shown).not.toMatch(/##[a-z]*\[/i)
    }),
    { numRuns: 1000 },
  )
})
