import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { listIndex } from '../../src/git/list-files.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { listFlagged, replaceStaged, writeBlob } from '../../src/git/write-index.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'

const gateOf = async (repo: TestRepository) => (await openRepository(gitGate(repo.root, repo.env))).gate

test('a blob is written byte for byte, whatever filters the repository names', async () => {
  await using repo = await gitRepo({ '.gitattributes': '* text=auto eol=crlf filter=loud\n' })
  await repo.git('config', 'filter.loud.clean', 'touch ran; cat')
  const bytes = Buffer.concat([Buffer.from('a\r\nb\n'), Buffer.from([0, 0xff, 0x80])])
  const oid = await writeBlob(await gateOf(repo), bytes)
  const hash = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  expect(oid).toBe(hash)
  expect(await repo.git('cat-file', '-s', oid)).toBe(String(bytes.length))
  expect(existsSync(join(repo.root, 'ran'))).toBe(false)
})

test('the id of a blob in a SHA-256 repository is its own', async () => {
  await using repo = await gitRepo({}, ['--object-format=sha256'])
  expect(await writeBlob(await gateOf(repo), Buffer.from('x'))).toHaveLength(64)
})

test('entries are replaced in the index and nowhere else', async () => {
  await using repo = await gitRepo({ 'a.txt': 'a\n', 'b/ "ü\n.txt': 'b\n' })
  const gate = await gateOf(repo)
  const oid = await writeBlob(gate, Buffer.from('new\n'))
  await replaceStaged(gate, [
    { path: 'a.txt', mode: 0o100755, oid },
    { path: 'b/ "ü\n.txt', mode: 0o100644, oid },
  ])
  expect((await listIndex(gate)).map(({ path, mode, oid: id }) => [path, mode, id])).toEqual([
    ['a.txt', 0o100755, oid],
    ['b/ "ü\n.txt', 0o100644, oid],
  ])
  expect(await repo.git('cat-file', '-p', 'HEAD:a.txt')).toBe('a')
  expect(await repo.git('hash-object', 'a.txt')).not.toBe(oid)
})

test('an index that another process holds is a failure, and stays', async () => {
  await using repo = await gitRepo({ 'a.txt': 'a\n' })
  const gate = await gateOf(repo)
  const oid = await writeBlob(gate, Buffer.from('new\n'))
  writeFileSync(join(repo.root, '.git/index.lock'), '')
  await expect(replaceStaged(gate, [{ path: 'a.txt', mode: 0o100644, oid }])).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringContaining('index.lock'),
  })
  expect((await listIndex(gate))[0]?.oid).not.toBe(oid)
})

test('what git is told not to look at is known by name', async () => {
  await using repo = await gitRepo({ 'a.txt': '', 'b b.txt': '', 'c.txt': '' })
  await repo.git('update-index', '--skip-worktree', 'a.txt')
  await repo.git('update-index', '--assume-unchanged', 'b b.txt')
  expect(await listFlagged(await gateOf(repo))).toEqual(new Set(['a.txt', 'b b.txt']))
})
