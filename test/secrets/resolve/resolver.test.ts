import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { envFileNames } from '../../../src/secrets/resolve/env-file-names.ts'
import { environmentName } from '../../../src/secrets/resolve/environment-name.ts'
import { referenceFollower } from '../../../src/secrets/resolve/follow-reference.ts'
import { envFilePlace, environmentPlace, secretFilePlace } from '../../../src/secrets/resolve/local-places.ts'
import type { Resolution } from '../../../src/secrets/resolve/origin.ts'
import { type KeyRequest, plainKey } from '../../../src/secrets/resolve/place.ts'
import { Resolver } from '../../../src/secrets/resolve/resolver.ts'
import { StoreGate } from '../../../src/secrets/resolve/store-gate.ts'
import { storePlace } from '../../../src/secrets/resolve/store-place.ts'
import { FakeStore, storeError } from '../fake-store.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-resolve-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface World {
  readonly env?: Record<string, string>
  readonly files?: Record<string, string>
  readonly stores?: readonly FakeStore[]
  readonly optional?: boolean
  readonly mode?: 'online' | 'offline'
  /** Stores that references lead to, by what stands before the key. */
  readonly references?: Record<string, FakeStore>
  readonly environment?: string
}

function resolverIn({ env = {}, files = {}, stores = [], ...world }: World): Resolver {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const options = { mode: world.mode ?? 'online', cacheFor: 1000, timeout: 1000, now: () => 0, signal: null } as const
  const gate = (store: FakeStore) =>
    new StoreGate({ label: store.label, isOptional: world.optional ?? false, open: async () => store }, options)
  const environment = environmentName({ name: world.environment ?? null, saidBy: '--env' }, {})
  const follow = referenceFollower(({ place }) => gate(world.references?.[place] ?? new FakeStore({})))
  return new Resolver(
    [
      environmentPlace(env),
      secretFilePlace(env, folder),
      ...envFileNames(environment).map((name) => envFilePlace(folder, name)),
      ...stores.map((store) => storePlace(gate(store))),
    ],
    follow,
  )
}

const resolve = (world: World, key: string | KeyRequest = 'A') =>
  resolverIn(world).resolve(typeof key === 'string' ? plainKey(key) : key)
const shown = (resolution: Resolution) =>
  resolution.kind === 'found'
    ? `${resolution.value.reveal()} from ${[resolution.origin.label, resolution.origin.detail].filter(Boolean).join(', ')}`
    : resolution.kind === 'failed'
      ? resolution.error.message
      : 'absent'
const outcomes = ({ steps }: Resolution) => steps.map(({ label, outcome }) => `${label}: ${outcome}`)

describe('order', () => {
  const everywhere: World = {
    env: { A: 'env', B_FILE: 'b.txt' },
    files: {
      'b.txt': 'file\n',
      '.env.staging.local': 'A=1\nB=1\nC=staging local\n',
      '.env.staging': 'A=1\nB=1\nC=1\nD=staging\n',
      '.env.local': 'A=1\nB=1\nC=1\nD=1\nE=local\n',
      '.env': 'A=1\nB=1\nC=1\nD=1\nE=1\nF=first\nF=env file\n',
    },
    stores: [
      new FakeStore({ A: '1', F: '1', G: 'store' }),
      new FakeStore({ G: '1', H: 'second store' }, 'Second Store'),
    ],
    environment: 'staging',
  }

  test.each([
    ['A', 'env from environment'],
    ['B', 'file from NAME_FILE, named by B_FILE'],
    ['C', 'staging local from .env.staging.local, line 3'],
    ['D', 'staging from .env.staging, line 4'],
    ['E', 'local from .env.local, line 5'],
    ['F', 'env file from .env, line 7'],
    ['G', 'store from Fake Store, version v1'],
    ['H', 'second store from Second Store, version v1'],
    ['I', 'absent'],
  ])('%s is %s', async (key, expected) => {
    expect(shown(await resolve(everywhere, key))).toBe(expected)
  })

  test('a store is asked only for what no earlier place has', async () => {
    const stores = [new FakeStore({ A: '1', G: 'g' }), new FakeStore({ H: 'h' })]
    const resolver = resolverIn({ ...everywhere, stores })
    await resolver.resolveAll(['A', 'B', 'C', 'F', 'G', 'H', 'I'].map(plainKey))
    expect(stores.map(({ requests }) => requests)).toEqual([[['G', 'H', 'I']], [['H', 'I']]])
  })

  test('files are not read where the environment has it all', async () => {
    writeFileSync(join(folder, '.env'), Buffer.from([0xc3, 0x28]))
    expect(shown(await resolve({ env: { A: 'a' } }))).toBe('a from environment')
  })

  test('in any world, the first place that has a value wins', async () => {
    const places = ['env', '.env.local', '.env', 'store 1', 'store 2']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), async (has) => {
        const value = (place: string) => (has[places.indexOf(place)] ? { A: place } : {})
        const resolution = await resolve({
          env: value('env') as Record<string, string>,
          files: Object.fromEntries(
            ['.env.local', '.env'].map((name) => [name, has[places.indexOf(name)] ? `A=${name}\n` : '\n']),
          ),
          stores: [new FakeStore(value('store 1')), new FakeStore(value('store 2'))],
        })
        const first = places.find((_, i) => has[i])
        expect(resolution.kind === 'found' ? resolution.value.reveal() : undefined).toBe(first)
      }),
      { numRuns: 40 },
    )
  })
})

describe('empty values', () => {
  test('count as none', async () => {
    const world = { env: { A: '' }, files: { '.env': 'A=\n' }, stores: [new FakeStore({ A: 'a' })] }
    const resolution = await resolve(world)
    expect(shown(resolution)).toBe('a from Fake Store, version v1')
    expect(outcomes(resolution)).toEqual([
      'environment: empty',
      'NAME_FILE: absent',
      '.env.local: absent',
      '.env: empty',
      'Fake Store: used',
    ])
  })

  test('count where they are wanted', async () => {
    const resolution = await resolve({ env: { A: '' } }, { ...plainKey('A'), empty: 'kept' })
    expect(shown(resolution)).toBe(' from environment')
  })
})

describe('defaults', () => {
  const withDefault = { name: 'A', isSecret: false, empty: 'missing', fallback: '3000' } as const

  test('come last', async () => {
    const store = new FakeStore({})
    expect(shown(await resolve({ stores: [store] }, withDefault))).toBe('3000 from default')
    expect(shown(await resolve({ stores: [new FakeStore({ A: '1' })] }, withDefault))).toContain('1 from Fake Store')
    expect(store.requests).toEqual([['A']])
  })

  test('do not stand in for a store that is down', async () => {
    const store = new FakeStore({})
    store.fails = () => storeError('STORE_UNAVAILABLE')
    expect(shown(await resolve({ stores: [store] }, withDefault))).toBe('Fake Store: cannot be reached')
  })

  test('count offline', async () => {
    expect(shown(await resolve({ stores: [new FakeStore({})], mode: 'offline' }, withDefault))).toBe(
      '3000 from default',
    )
  })
})

describe('a place that cannot be asked is never one that has nothing', () => {
  test('a store that is down ends the search, though a later one has the key', async () => {
    const down = new FakeStore({})
    down.fails = () => storeError('STORE_UNAVAILABLE')
    const later = new FakeStore({ A: 'a' }, 'Later')
    const resolution = await resolve({ stores: [down, later] })
    expect(shown(resolution)).toBe('Fake Store: cannot be reached')
    expect(outcomes(resolution).slice(-2)).toEqual(['Fake Store: failed', 'Later: not-asked'])
    expect(later.requests).toEqual([])
  })

  test.each(['STORE_UNAVAILABLE', 'STORE_DENIED'] as const)('an optional store is forgiven %s', async (code) => {
    const down = new FakeStore({})
    down.fails = () => storeError(code)
    const later = new FakeStore({ A: 'a' }, 'Later')
    expect(shown(await resolve({ stores: [down, later], optional: true }))).toBe('a from Later, version v1')
  })

  test('an optional store is not forgiven what its settings are to blame for', async () => {
    const wrong = new FakeStore({})
    wrong.fails = () => storeError('CONFIG_INVALID', 'no region')
    expect(shown(await resolve({ stores: [wrong], optional: true }))).toBe('no region')
  })

  test('a .env file that is no text has failed', async () => {
    writeFileSync(join(folder, '.env'), Buffer.from([0xc3, 0x28]))
    expect(shown(await resolve({}))).toBe('.env is not UTF-8')
  })

  test('a secret file that is not there has failed', async () => {
    expect(shown(await resolve({ env: { A_FILE: 'none.txt' } }))).toBe('the file that A_FILE names does not exist')
  })

  test('offline, a key that only a store may have is not known', async () => {
    const resolution = await resolve({ stores: [new FakeStore({ A: 'a' })], mode: 'offline' })
    expect(shown(resolution)).toBe('A is in no local place, and Fake Store was not asked')
  })
})

describe('NAME_FILE', () => {
  test('names no file for what is no secret: LOG_FILE is where a program writes', async () => {
    const key = { name: 'LOG', isSecret: false, empty: 'missing', fallback: null } as const
    expect(shown(await resolve({ env: { LOG_FILE: 'out.txt' }, files: { 'out.txt': 'x' } }, key))).toBe('absent')
  })
})

describe('explain', () => {
  test('tells which later values do not count, and never asks a store for that', async () => {
    const store = new FakeStore({ A: 'a' })
    const resolver = resolverIn({ env: { A: 'a' }, files: { '.env.local': 'A=b', '.env': 'A=a' }, stores: [store] })
    const { steps } = await resolver.resolve(plainKey('A'), 'explain')
    expect(steps.map(({ label, outcome, detail }) => `${label}: ${outcome} ${detail}`.trim())).toEqual([
      'environment: used',
      'NAME_FILE: absent',
      '.env.local: shadowed line 1, another value',
      '.env: shadowed line 1, the same value',
      'Fake Store: not-asked',
    ])
    expect(store.requests).toEqual([])
  })
})

describe('references', () => {
  test('are followed to the version that they name', async () => {
    const vault = new FakeStore({ 'DB_URL@v2': 'second', DB_URL: 'third' })
    const world = {
      files: { '.env': 'A=azure-kv://acme/db-url@v2\nB=azure-kv://acme/db-url\n' },
      references: { acme: vault },
    }
    expect(shown(await resolve(world, 'A'))).toBe('second from Fake Store, azure-kv://acme/db-url@v2, version v1')
    expect(shown(await resolve(world, 'B'))).toContain('third from Fake Store')
  })

  test('are told as followed', async () => {
    const world = { files: { '.env': 'A=aws-sm://acme/app#A' }, references: { 'acme/app': new FakeStore({ A: 'a' }) } }
    expect(outcomes(await resolve(world)).slice(-2)).toEqual(['.env: followed', 'Fake Store: used'])
  })

  test.each(['aws-sm://app#A', 'aws-sm://app#A # a comment', '"aws-sm://app#A"', "'aws-sm://app#A' # a comment"])(
    'keep what is behind # in A=%s',
    async (text) => {
      const world = { files: { '.env': `A=${text}\n` }, references: { app: new FakeStore({ A: 'a' }) } }
      expect(shown(await resolve(world))).toBe('a from Fake Store, aws-sm://app#A, version v1')
    },
  )

  test('may lead to others, and not in a circle', async () => {
    const store = new FakeStore({
      A: 'aws-sm://s#B',
      B: 'aws-sm://s#C',
      C: 'end',
      D: 'aws-sm://s#E',
      E: 'aws-sm://s#D',
    })
    const world = { env: { X: 'aws-sm://s#A', Y: 'aws-sm://s#D' }, references: { s: store } }
    expect(shown(await resolve(world, 'X'))).toContain('end from Fake Store')
    expect(shown(await resolve(world, 'Y'))).toBe('aws-sm://s#E leads back to itself')
  })

  test('are followed through four others at most', async () => {
    const links = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`K${i}`, `aws-sm://s#K${i + 1}`]))
    const world = { env: { X: 'aws-sm://s#K0' }, references: { s: new FakeStore(links) } }
    expect(shown(await resolve(world, 'X'))).toBe('aws-sm://s#K3 is one reference too many')
  })

  test.each([
    ['azure-kv://acme', 'A in .env holds a reference that cannot be read'],
    ['aws-sm://', 'A in .env holds a reference that cannot be read'],
    ['aws-sm://s#A?stage=OLD', 'A in .env holds a reference that cannot be read'],
    ['aws-sm://s#MISSING', 'A in .env refers to aws-sm://s#MISSING, which holds no value'],
  ])('%s fails: %s', async (text, says) => {
    const world = { files: { '.env': `A='${text}'` }, references: { s: new FakeStore({}) } }
    expect(shown(await resolve(world))).toBe(says)
  })

  test('fail where their store does', async () => {
    const store = new FakeStore({})
    store.fails = () => storeError('STORE_DENIED', 'B in Fake Store: may not be read')
    const world = { files: { '.env': "A='aws-sm://s#B'" }, references: { s: store } }
    expect(shown(await resolve(world))).toBe('B in Fake Store: may not be read')
  })

  test('are not followed offline', async () => {
    const world = { files: { '.env': "A='aws-sm://s#B'" }, references: { s: new FakeStore({ B: 'b' }) } }
    expect(shown(await resolve({ ...world, mode: 'offline' }))).toBe(
      'A in .env is a reference to a store, which was not asked',
    )
  })
})
