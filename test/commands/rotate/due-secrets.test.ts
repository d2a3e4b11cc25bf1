import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { dueSecrets } from '../../../src/commands/rotate/due-secrets.ts'
import { journalPath } from '../../../src/commands/rotate/rotation-state.ts'
import { Secret } from '../../../src/model/secret.ts'
import { fileJournal } from '../../../src/secrets/rotate/file-journal.ts'
import { rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import { MemoryStore } from '../../../src/secrets/stores/memory-store.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

const commandFor = (key: string) => `keywarden secrets rotate ${key} --yes`

const DAY = 86_400_000
const NOW = Date.parse('2026-11-22T12:00:00Z')

/** A store whose keys were written as many days ago as said. */
async function storeWith(ages: Readonly<Record<string, number>>) {
  let time = 0
  const store = new MemoryStore({ now: () => time })
  for (const [key, days] of Object.entries(ages)) {
    time = NOW - days * DAY
    await store.write(key, new Secret(`value of ${key}`), { stage: 'current', requestId: randomUUID() })
  }
  return store
}

test('the oldest first, each against its own limit; overdue is the day after the last one', async () => {
  const store = await storeWith({ FRESH: 0, API_KEY: 91, SESSION_KEY: 90, DB_PASSWORD: 31, OLD_BUT_FREE: 400 })
  const policy = { maxAge: 90, keys: new Map(Object.entries({ DB_PASSWORD: 30, OLD_BUT_FREE: 9999 })) }
  const { lines, outcome, data } = await dueSecrets(store, { policy, stateFolder: '/nowhere', now: NOW, commandFor })
  expect(lines).toEqual([
    'memory',
    '  OLD_BUT_FREE  400 days of 9999',
    '  API_KEY       91 days, OVERDUE: at most 90',
    '  SESSION_KEY   90 days of 90',
    '  DB_PASSWORD   31 days, OVERDUE: at most 30',
    '  FRESH         0 days of 90',
    '2 of 5 keys overdue',
  ])
  expect(outcome).toBe('failed')
  expect(JSON.stringify(data)).not.toContain('value of')
})

test('without a policy ages are told and nothing is overdue', async () => {
  const store = await storeWith({ ONE: 1 })
  const result = await dueSecrets(store, {
    policy: { maxAge: 0, keys: new Map() },
    stateFolder: '/nowhere',
    now: NOW,
    commandFor,
  })
  expect(result).toMatchObject({ outcome: 'passed', lines: ['memory', '  ONE  1 day', '1 key, none overdue'] })
})

test('a rotation that is not finished is told, of this store alone', async () => {
  await using folder = await temporaryFolder()
  const store = await storeWith({ API_KEY: 10 })
  const journal = fileJournal(journalPath(folder.path, store.label, 'API_KEY'))
  const newValue = async () => new Secret('next')
  const ports = { store, journal, now: () => NOW, newId: randomUUID, newValue, verify: null, conclude: async () => {} }
  await rotateSecret({ key: 'API_KEY', grace: DAY, finding: null }, ports)
  const policy = { maxAge: 0, keys: new Map() }
  const said = async (label: string, now: number) => {
    const labelled = Object.assign(Object.create(store), { label, list: () => store.list() })
    return (await dueSecrets(labelled, { policy, stateFolder: folder.path, now, commandFor })).lines.join('\n')
  }
  expect(await said('memory', NOW)).toContain('rotation of API_KEY begun on 2026-11-22, promoted')
  expect(await said('memory', NOW)).toContain('stays until 2026-11-23 12:00:00 UTC')
  expect(await said('memory', NOW + DAY)).toContain('can be retired, keywarden secrets rotate API_KEY --yes')
  expect(await said('another', NOW)).not.toContain('rotation')
})
