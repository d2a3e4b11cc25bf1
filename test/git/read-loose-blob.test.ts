import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { readLooseBlob } from '../../src/git/read-loose-blob.ts'
import { readSource } from '../sources/read-source.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { withShim } from '../support/git-shim.ts'

const OID = 'ab'.repeat(20)

/** Writes `bytes` where git keeps the object `OID`; the folder of all objects. */
async function keep(repo: TestRepository, bytes: Uint8Array): Promise<string> {
  await repo.write(`.git/objects/${OID.slice(0, 2)}/${OID.slice(2)}`, bytes)
  return join(repo.root, '.git/objects')
}

function textOf(folder: string, oid: string): string | null {
  const found = readLooseBlob(folder, oid)
  return found === null ? null : found.content.buffer.toString('utf8', found.content.start, found.content.end)
}

test('a blob that git has written is read as it was', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\0two\n' })
  const oid = await repo.git('rev-parse', ':a.txt')
  expect(readLooseBlob(join(repo.root, '.git/objects'), oid)).toMatchObject({ oid, size: 8 })
  expect(textOf(join(repo.root, '.git/objects'), oid)).toBe('one\0two\n')
})

test('in a repository of SHA-256 as well', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\n' }, ['--object-format=sha256'])
  const oid = await repo.git('rev-parse', ':a.txt')
  expect(textOf(join(repo.root, '.git/objects'), oid)).toBe('one\n')
})

test.each([
  ['a tree', deflateSync(Buffer.from('tree 3\0abc'))],
  ['a length that is not that of the content', deflateSync(Buffer.from('blob 4\0abc'))],
  ['no header', deflateSync(Buffer.from('abc'.repeat(100)))],
  ['what is not compressed', Buffer.from('blob 3\0abc')],
  ['a compressed text that breaks off', deflateSync(Buffer.from('blob 3\0abc')).subarray(0, -5)],
  ['more than a small file may hold', deflateSync(Buffer.from(`blob ${9_000_000}\0${'a'.repeat(9_000_000)}`))],
  ['nothing', Buffer.alloc(0)],
])('%s is left to git', async (_, bytes) => {
  await using repo = await gitRepo()
  expect(readLooseBlob(await keep(repo, bytes), OID)).toBeNull()
})

test('an object that is not there, and a folder in its place, are left to git', async () => {
  await using repo = await gitRepo()
  const folder = join(repo.root, '.git/objects')
  expect(readLooseBlob(folder, OID)).toBeNull()
  await repo.write(`.git/objects/${OID.slice(0, 2)}/${OID.slice(2)}/file`, '')
  expect(readLooseBlob(folder, OID)).toBeNull()
})

test('what was just staged is read without a git of its own', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\n' })
  await repo.write('a.txt', 'two\n')
  await repo.stage('a.txt')
  const env = await withShim(repo, `[ $COMMAND = cat-file ] && exit 1; exec "$GIT" "$@"`)
  expect((await readSource({ kind: 'staged' }, repo, { env })).at('a.txt')).toBe('two\n')
})

test('where the environment names another place for objects, git reads them', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\n' })
  const { gate } = await openRepository(gitGate(repo.root, repo.env))
  expect(gate.objectFolder).toBe(join(repo.root, '.git/objects'))
  const elsewhere = { ...repo.env, GIT_OBJECT_DIRECTORY: join(repo.root, '.git/objects') }
  expect((await openRepository(gitGate(repo.root, elsewhere))).gate.objectFolder).toBeNull()
})

test('a staged object that is damaged is told, and the others are read', async () => {
  await using repo = await gitRepo({ 'a.txt': 'a\n' })
  await repo.write('a.txt', 'one\n'.repeat(1000))
  await repo.write('b.txt', 'two\n'.repeat(100))
  await repo.stage('a.txt', 'b.txt')
  const oid = await repo.git('rev-parse', ':a.txt')
  const file = join(repo.root, '.git/objects', oid.slice(0, 2), oid.slice(2))
  chmodSync(file, 0o644)
  writeFileSync(file, readFileSync(file).subarray(0, -8))
  const reading = await readSource({ kind: 'staged' }, repo)
  expect(reading.skips.map(({ reason, path }) => `${reason} ${path}`)).toEqual(['corrupt-object a.txt'])
  expect(reading.at('b.txt')).toBe('two\n'.repeat(100))
})
