import { expect, test } from 'vitest'
import { placesOf, secretAt } from '../../src/commands/fixing/locate-secret.ts'
import { withEnvMasked } from '../../src/commands/fixing/search-versions.ts'
import { Secret } from '../../src/model/secret.ts'
import { createFingerprinter, DEFAULT_KEY } from '../../src/triage/fingerprint.ts'
import { resultOf } from '../cli/fake-terminal.ts'

const fingerprinter = createFingerprinter(DEFAULT_KEY)
const VALUE = 'plain-value-of-mine'

async function findingAt(line: number, column: number, value = VALUE) {
  const [finding] = resultOf({ findings: [['high', 'high']] }).report.findings
  const fingerprint = await fingerprinter.fingerprint({ id: 'acme-token', kind: 'token' }, new Secret(value))
  return {
    ...finding!,
    fingerprint,
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: column + VALUE.length,
  }
}

test('the secret of a finding is what stands at its place, if it has its fingerprint', async () => {
  const finding = await findingAt(2, 7)
  expect(await secretAt(`one\nkey = ${VALUE}\n`, finding, fingerprinter)).toBe(VALUE)
  expect(await secretAt(`\ufeffone\r\nkey = ${VALUE}`, finding, fingerprinter)).toBe(VALUE)
})

test('another version, a shorter one, and another form of the secret are told apart', async () => {
  const finding = await findingAt(2, 7)
  expect(await secretAt(`one\nkey =  ${VALUE}\n`, finding, fingerprinter)).toBe(null)
  expect(await secretAt('one', finding, fingerprinter)).toBe(null)
  expect(await secretAt('one\nkey = x', finding, fingerprinter)).toBe(null)
  expect(await secretAt(`one\nkey = ${VALUE}\n`, await findingAt(2, 7, 'decoded'), fingerprinter)).toBe(null)
})

test('every place of a value is found', () => {
  expect(placesOf('aXbXX', 'X')).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
    { start: 4, end: 5 },
  ])
})

test('values of .env are masked in what is shown, short settings are not', () => {
  const version = {
    kind: 'disk',
    path: 'a',
    text: `f('${VALUE}', '3000')`,
    digest: '',
    sites: [],
    encoded: [],
    masks: [],
  } as const
  expect(withEnvMasked(version, `A=${VALUE}\nPORT=3000\n`).masks).toEqual([{ start: 3, end: 22, mask: '****' }])
})
