import { expect, test } from 'vitest'
import { byteTable } from '../../src/detect/byte-table.ts'

test.each([
  ['A-Za-z0-9_.$-', /[A-Za-z0-9_.$-]/],
  [' \t', /[ \t]/],
  ['"\'`\\])& \t=:,(>?!+|\r\n', /["'`\\\])& \t=:,(>?!+|\r\n]/],
  [' -~\t\n\r', /[\x20-\x7e\t\n\r]/],
  ['-', /-/],
  ['', /[^\s\S]/],
])('the table of %j holds what the expression %s does', (members, pattern) => {
  const expected = Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))))
  expect([...byteTable(members)]).toEqual(expected)
})
