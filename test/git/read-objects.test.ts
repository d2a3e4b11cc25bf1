import { randomBytes } from 'node:crypto'
import { chmodSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GitGate, gitGate } from '../../src/git/gate.ts'
import { readObjects } from '../../src/git/read-objects.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'

/** Content of what could be read, by id, and `reason` of what could not: the same whether loose ones are read by git or by us. */
async function readAll(repo: TestRepository, oids: readonly string[]): Promise<readonly string[]> {
  const gate = gitGate(repo.root, repo.env)
  const found = await readThrough(gate, oids)
  expect(await readThrough({ ...gate, objectFolder: join(repo.root, '.git/objects') }, oids)).toEqual(found)
  return found
}

async function readThrough(gate: GitGate, oids: Iterable<string> | AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = []
  for await (const object of readObjects(gate, oids)) {
    if (object.type === 'unread') found.push(object.reason)
    else {
      const { buffer, start, end } = object.content
      if (object.segment.offset === 0) found.push('')
      found.push((found.pop() ?? '').slice(0, object.segment.offset) + buffer.toString('latin1', start, end))
    }
  }
  return found
}

async function store(repo: TestRepository, content: Uint8Array | string): Promise<string> {
  await repo.write('../content', content)
  return repo.git('hash-object', '-w', '../content')
}

function objectFile(repo: TestRepository, oid: string): string {
  const file = join(repo.root, '.git/objects', oid.slice(0, 2), oid.slice(2))
  chmodSync(file, 0o644)
  return file
}

test('nothing to read starts no git', async () => {
  await using repo = await gitRepo()
  const gate = { ...gitGate(repo.root, repo.env), program: '/nowhere/git' }
  for await (const _ of readObjects(gate, [])) expect.unreachable()
})

test('PROP objects of any size come in the order in which they are asked for, however often', async () => {
  await using repo = await gitRepo()
  const contents = [0, 1, 10, 1000, 65_000, 65_536, 70_000, 500_000].map((size) => randomBytes(size).toString('latin1'))
  const oids: string[] = []
  for (const content of contents) oids.push(await store(repo, Buffer.from(content, 'latin1')))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(contents.length - 1), { maxLength: 30 }), async (order) => {
      expect(
        await readAll(
          repo,
          order.map((i) => oids[i]!),
        ),
      ).toEqual(order.map((i) => contents[i]))
    }),
    { numRuns: 15 },
  )
})

test('ids that come late are waited for', async () => {
  await using repo = await gitRepo()
  const oid = await store(repo, 'content\n')
  async function* late() {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      yield oid
    }
  }
  expect(await readThrough(gitGate(repo.root, repo.env), late())).toEqual(Array(3).fill('content\n'))
})

test('a failure of where the ids come from is passed on, and what it held open is closed', async () => {
  await using repo = await gitRepo()
  const oid = await store(repo, 'content\n')
  let isClosed = false
  async function* failing() {
    try {
      yield oid
      throw new Error('no more ids')
    } finally {
      isClosed = true
    }
  }
  await expect(readThrough(gitGate(repo.root, repo.env), failing())).rejects.toThrow('no more ids')
  expect(isClosed).toBe(true)
})

test('a reader that stops early closes where the ids come from', async () => {
  await using repo = await gitRepo()
  const oid = await store(repo, 'content\n')
  let isClosed = false
  function* endless() {
    try {
      for (;;) yield oid
    } finally {
      isClosed = true
    }
  }
  for await (const _ of readObjects(gitGate(repo.root, repo.env), endless())) break
  expect(isClosed).toBe(true)
})

test('GIT-58 an object of more than 16 MiB comes in windows', async () => {
  await using repo = await gitRepo()
  const content = `${'x'.repeat(999)}\n`.repeat(20_000)
  const small = await store(repo, 'small\n')
  const large = await store(repo, content)
  const sizes: number[] = []
  for await (const object of readObjects(gitGate(repo.root, repo.env), [small, large, small])) {
    if (object.type === 'object') sizes.push(object.size)
  }
  expect(sizes).toEqual([6, 20_000_000, 20_000_000, 20_000_000, 6])
  expect(await readAll(repo, [small, large, small])).toEqual(['small\n', content, 'small\n'])
})

test('OPS-03 OPS-04 missing and damaged objects are told at their place, and the rest is read', async () => {
  await using repo = await gitRepo()
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const oids: string[] = []
  for (const name of names) oids.push(await store(repo, `${name}\n`.repeat(1000)))
  truncateSync(objectFile(repo, oids[1]!), 30)
  await repo.remove(objectFile(repo, oids[2]!).slice(repo.root.length))
  truncateSync(objectFile(repo, oids[4]!), 30)
  truncateSync(objectFile(repo, oids[5]!), 0)
  const found = await readAll(repo, oids)
  expect(found.map((text) => text.split('\n')[0])).toEqual([
    'a',
    'corrupt-object',
    'missing-object',
    'd',
    'corrupt-object',
    'missing-object',
  ])
})

test('OPS-04 a large object that is damaged half way is told behind what could be read of it', async () => {
  await using repo = await gitRepo()
  const large = await store(repo, randomBytes(20_000_000))
  const small = await store(repo, 'small\n')
  truncateSync(objectFile(repo, large), 15_000_000)
  const kinds: string[] = []
  for await (const object of readObjects(gitGate(repo.root, repo.env), [large, small])) {
    kinds.push(object.type === 'unread' ? object.reason : `${object.size} bytes`)
  }
  expect(kinds).toEqual(['20000000 bytes', 'corrupt-object', '6 bytes'])
})

test('OPS-04 a damaged pack: what is built on the damage is told, the rest is read', async () => {
  await using repo = await gitRepo()
  const oids: string[] = []
  for (let i = 0; i < 6; i++) {
    await repo.write(
      'f',
      Array.from({ length: 3000 }, (_, line) => `${line === 500 ? `version ${i}` : line * 7919}\n`).join(''),
    )
    await repo.write(`single-${i}`, randomBytes(200))
    await repo.commit(`${i}`)
    oids.push(await repo.git('rev-parse', 'HEAD:f'), await repo.git('rev-parse', `HEAD:single-${i}`))
  }
  await repo.git('gc', '--quiet')
  const pack = (await repo.git('-c', 'alias.packs=!ls .git/objects/pack/*.pack', 'packs')).trim()
  const index = pack.replace(/pack$/, 'idx')
  const base = (await repo.git('verify-pack', '-v', index))
    .split('\n')
    .find((line) => /blob +\d{4,} \d+ \d+$/.test(line))
  const offset = Number(base?.split(' ').at(-1))
  const damage = `chmod u+w ${pack}; printf 'ABCDEFGH' | dd of=${pack} bs=1 seek=${offset + 100} conv=notrunc`
  await repo.git('-c', `alias.damage=!${damage}`, 'damage')
  const found = await readAll(repo, oids)
  expect(found.filter((text) => text === 'corrupt-object')).toHaveLength(6)
  expect(found.filter((text) => text.length === 200)).toHaveLength(6)
})
