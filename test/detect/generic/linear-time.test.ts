import { expect, test } from 'vitest'
import { fileKind } from '../../../src/detect/generic/file-kind.ts'
import { findGenericHits } from '../../../src/detect/generic/find-generic-hits.ts'
import { KEY_WORDS } from '../../../src/detect/generic/key-words.ts'
import { readCandidates } from '../../../src/detect/generic/read-candidates.ts'
import { findLongRuns } from '../../../src/detect/prefilter/long-runs.ts'
import { createPrefilter } from '../../../src/detect/prefilter/prefilter.ts'
import { ruleBookOf } from '../../../src/detect/rule-book.ts'
import { WorkBudget } from '../../../src/detect/work-budget.ts'

const prefilter = createPrefilter(KEY_WORDS)

/** A buffer that counts the bytes that are turned into strings, which is where all the work is. */
function decodedBytes(path: string, body: string): number {
  let bytes = 0
  const buffer = Buffer.from(body)
  const offsets: number[] = []
  prefilter.scan(buffer, 0, buffer.length, (_keyword, offset) => offsets.push(offset))
  const decode = buffer.toString.bind(buffer)
  buffer.toString = (encoding, start = 0, end = buffer.length) => {
    bytes += end - start
    return decode(encoding, start, end)
  }
  const text = { buffer, start: 0, end: buffer.length, isBinary: false }
  for (const _ of readCandidates(text, offsets, fileKind(path))) bytes++
  const quotedRuns = findLongRuns(text)
  const budget = new WorkBudget(buffer.length)
  findGenericHits(text, { path, keywordOffsets: offsets, quotedRuns, rules: ruleBookOf([]), budget })
  return bytes
}

test.each([
  'a',
  'key=',
  'password: ',
  '"',
  ' ',
  'token="',
  'key[',
  'Bearer ',
  'pass\n',
  'curl ',
  'secret=\\"',
  "key+'a'+",
  'kind: Secret\n',
  'kind: Secret\ndata:\n  a: b\n',
  '  kind: Secret\n',
  '{"kind": "Secret",',
  '\n{"kind": "Secret"}',
])('a text of %j twice as long takes at most about twice the work', (piece) => {
  const text = (size: number) => piece.repeat(Math.ceil(size / piece.length))
  const [small, large] = [decodedBytes('a.env', text(40_000)), decodedBytes('a.env', text(80_000))]
  expect(large).toBeLessThanOrEqual(small * 2.2 + 10_000)
  expect(large).toBeLessThanOrEqual(80_000 * 800)
})
