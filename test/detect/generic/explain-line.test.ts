import { expect, test } from 'vitest'
import { explainLine } from '../../../src/detect/generic/explain-line.ts'

function explain(path: string, body: string, line: number) {
  const buffer = Buffer.from(body)
  return explainLine({ buffer, start: 0, end: buffer.length, isBinary: false }, { path, line })
}

test('a near miss is explained by its veto', () => {
  const [found] = explain('.env', 'PORT=1\nDB_PASSWORD=${VAULT}\n', 2)
  expect(found).toMatchObject({ key: 'DB_PASSWORD', form: 'bare', confidence: null })
  expect(found?.veto).toContain('template')
})

test('a finding is explained by the parts of its score', () => {
  const value = ['xk', '9', 'Qw', '2', 'vT'].join('')
  const [found] = explain('a.yml', `a: 1\npassword: ${value}\n`, 2)
  expect(found?.confidence).not.toBeNull()
  expect(found?.score.parts.map(({ feature }) => feature)).toContain('key password')
})

test('only names on the line are explained', () => {
  expect(explain('.env', 'A_TOKEN=one-two\nPORT=80\n', 2)).toEqual([])
  expect(explain('.env', 'PORT=80\n', 9)).toEqual([])
})
