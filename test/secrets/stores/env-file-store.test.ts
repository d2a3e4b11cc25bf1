import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import type { RotationPorts } from '../../../src/secrets/rotate/rotation.ts'
import { EnvFileStore } from '../../../src/secrets/stores/env-file-store.ts'
import { temporaryFolder } from '../../support/git-repo.ts'
import { Crash, CrashPlan, crashing, memoryJournal } from '../rotate/crashing-ports.ts'

const idKey = Buffer.alloc(32, 7)
const BEFORE = '\ufeff# a comment\r\nexport TOKEN="old one" # keep\r\nOTHER=1\r\n'

async function fileWith(text: string) {
  const folder = await temporaryFolder()
  const path = join(folder.path, '.env')
  writeFileSync(path, text, { mode: 0o600 })
  return { path, text: () => readFileSync(path, 'utf8'), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

function portsFor(store: EnvFileStore, made: string[] = []): RotationPorts {
  let ids = 0
  return {
    store,
    journal: memoryJournal(),
    now: Date.now,
    newId: () => `3f2504e0-4f89-41d3-9a0c-0305e82c330${++ids % 10}`,
    newValue: async () => new Secret(made[made.push(`new${made.length + 1}`) - 1] ?? ''),
    verify: null,
    conclude: async () => {},
  }
}

test('a rotation leaves every other byte, and nothing beside the key once it is over', async () => {
  await using file = await fileWith(BEFORE)
  const ports = portsFor(new EnvFileStore(file.path, idKey))
  const request = { key: 'TOKEN', grace: 60_000, finding: null }
  await rotateSecret(request, ports)
  expect(file.text()).toContain(`TOKEN__PREVIOUS='old one'`)
  await rotateSecret({ ...request, grace: 0 }, ports)
  expect(file.text()).toBe(BEFORE.replace('"old one"', 'new1'))
  expect(statSync(file.path).mode & 0o777).toBe(0o600)
})

test('ROT-02: cut off before or after each effect, the rerun ends with the value that was written', async () => {
  const at = fc.nat(30)
  await fc.assert(
    fc.asyncProperty(at, fc.constantFrom('before' as const, 'after' as const), async (call, when) => {
      await using file = await fileWith(BEFORE)
      const made: string[] = []
      const ports = portsFor(new EnvFileStore(file.path, idKey), made)
      const request = { key: 'TOKEN', grace: 0, finding: null }
      const cutOff = await rotateSecret(request, crashing(ports, new CrashPlan(call, when))).then(
        () => false,
        (error) => {
          if (!(error instanceof Crash)) throw error
          return true
        },
      )
      const isOver = (await ports.journal.read()) === null && !file.text().includes('old one')
      if (cutOff && !isOver) await rotateSecret(request, ports)
      expect(file.text()).toBe(BEFORE.replace('"old one"', made.at(-1) ?? ''))
    }),
    { numRuns: 60 },
  )
})

test('ROT-04: what was changed by hand meanwhile stops it', async () => {
  await using file = await fileWith(BEFORE)
  const ports = portsFor(new EnvFileStore(file.path, idKey))
  const verify = async () => writeFileSync(file.path, file.text().replace('old one', 'by hand'))
  await expect(rotateSecret({ key: 'TOKEN', grace: 0, finding: null }, { ...ports, verify })).rejects.toThrow(
    expect.objectContaining({ code: 'STORE_CONFLICT' }),
  )
  expect(file.text()).toContain('by hand')
})

test('the same request twice writes once; another value for it is a conflict', async () => {
  await using file = await fileWith(BEFORE)
  const store = new EnvFileStore(file.path, idKey)
  const options = { stage: 'pending', requestId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' } as const
  const first = await store.write('TOKEN', new Secret('next'), options)
  expect(first.requestId).toBe(options.requestId)
  expect(await store.write('TOKEN', new Secret('next'), options)).toEqual(first)
  await expect(store.write('TOKEN', new Secret('other'), options)).rejects.toThrow(
    expect.objectContaining({ code: 'STORE_CONFLICT' }),
  )
  expect(await store.versions('TOKEN')).toMatchObject([{ stages: ['pending'] }, { stages: ['current'] }])
})

test('lists keys without what a rotation keeps beside them', async () => {
  await using file = await fileWith('A=1\nA__PREVIOUS=0\nA__PENDING_x=2\nB=\n')
  const store = new EnvFileStore(file.path, idKey)
  expect((await store.list()).map(({ key }) => key)).toEqual(['A'])
  expect((await store.readMany(['A', 'B', 'C'])).get('A')?.value.reveal()).toBe('1')
})
