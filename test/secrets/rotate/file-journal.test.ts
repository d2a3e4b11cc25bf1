import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileJournal } from '../../../src/secrets/rotate/file-journal.ts'
import type { RotationRecord } from '../../../src/secrets/rotate/rotation.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

const record: RotationRecord = {
  key: 'KEY',
  store: 'memory',
  step: 'staged',
  requestId: 'r'.repeat(36),
  previousId: 'v1',
  pendingId: 'v2',
  currentId: '',
  startedOn: '2026-11-22T12:00:00.000Z',
  changedOn: '2026-11-22T12:00:01.000Z',
  retireFrom: '',
  grace: 1000,
  verification: 'none',
  finding: '',
  acceptedAs: '',
  findingRule: '',
}

test('ROT-07: a record comes back as it was, from a file that only its owner can read in a folder of the same kind', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'state', 'keywarden', 'a.json')
  const journal = fileJournal(path)
  expect(await journal.read()).toBeNull()
  await journal.write(record)
  expect(await fileJournal(path).read()).toEqual(record)
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.path, 'state', 'keywarden')).mode & 0o777).toBe(0o700)
  }
  await journal.remove()
  await journal.remove()
  expect(await journal.read()).toBeNull()
})

test.each([
  ['nothing', ''],
  ['half a record', '{"format":1,"key":"KEY"'],
  ['another format', JSON.stringify({ format: 2, ...record })],
  ['an unknown step', JSON.stringify({ format: 1, ...record, step: 'done' })],
  ['a list', '[]'],
])('a file that holds %s is refused, not repeated and left alone', async (_, text) => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'a.json')
  writeFileSync(path, text)
  await expect(fileJournal(path).read()).rejects.toThrow(expect.objectContaining({ code: 'UNREADABLE' }))
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(text)
})
