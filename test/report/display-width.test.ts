import { expect, test } from 'vitest'
import { displayWidth } from '../../src/report/display-width.ts'

test.each([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['漢字', 4],
  ['カナ', 4],
  ['ｱ', 1],
  ['한글', 4],
  ['Ａ', 2],
  ['🔑', 2],
  ['𠮷', 2],
  ['✔', 1],
])('%s takes %d columns', (text, width) => expect(displayWidth(text)).toBe(width))
