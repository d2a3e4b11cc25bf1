import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { pathsOf, type Reading, readSource } from './read-source.ts'

const ZEROS = '0'.repeat(40)

function push(repo: TestRepository, lines: readonly string[], remote = 'origin', env = repo.env): Promise<Reading> {
  const stdin = Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(''))])
  return readSource({ kind: 'push', remote }, repo, { stdin, env })
}

/** Three commits, the first of which `origin` has. */
async function pushed(): Promise<TestRepository> {
  const repo = await gitRepo({ a: 'a\n' })
  await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  for (const name of ['b', 'c']) {
    await repo.write(name, `${name}\n`)
    await repo.commit(name)
  }
  return repo
}

const line = async (repo: TestRepository, local: string, remote: string) =>
  `refs/heads/main ${await repo.git('rev-parse', local)} refs/heads/main ${remote === ZEROS ? ZEROS : await repo.git('rev-parse', remote)}`

describe('what a push would send', () => {
  test('is what the branch has and the remote has not', async () => {
    await using repo = await pushed()
    const reading = await push(repo, [await line(repo, 'HEAD', 'HEAD~2')])
    expect(pathsOf(reading)).toEqual(['b', 'c'])
    expect(reading.opened.source.commits).toBe(2)
  })

  test('of a new branch is what no branch of that remote has', async () => {
    await using repo = await pushed()
    expect(pathsOf(await push(repo, [await line(repo, 'HEAD', ZEROS)]))).toEqual(['b', 'c'])
    expect(pathsOf(await push(repo, [await line(repo, 'HEAD', ZEROS)], 'public'))).toEqual(['a', 'b', 'c'])
    expect(pathsOf(await push(repo, [await line(repo, 'HEAD', ZEROS)], ''))).toEqual(['b', 'c'])
  })

  test('of a branch that is deleted is nothing, of two branches both', async () => {
    await using repo = await pushed()
    const gone = `(delete) ${ZEROS} refs/heads/gone ${await repo.git('rev-parse', 'HEAD')}`
    expect(pathsOf(await push(repo, [gone]))).toEqual([])
    await repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~2')
    await repo.write('side', 'side\n')
    await repo.commit('side')
    const both = [gone, await line(repo, 'side', ZEROS), await line(repo, 'main', 'HEAD~1')]
    expect(pathsOf(await push(repo, both))).toEqual(['b', 'c', 'side'])
  })

  test('where nothing is to be pushed is nothing', async () => {
    await using repo = await pushed()
    expect(pathsOf(await push(repo, []))).toEqual([])
  })

  test('to a remote that has moved on to commits which are not here is what its known branches lack', async () => {
    await using repo = await pushed()
    const unknown = `refs/heads/main ${await repo.git('rev-parse', 'HEAD')} refs/heads/main ${'1'.repeat(40)}`
    expect(pathsOf(await push(repo, [unknown]))).toEqual(['b', 'c'])
  })

  test('as a tag of a commit, of a file and of a folder', async () => {
    await using repo = await pushed()
    await repo.git('tag', '--annotate', '--message', 'v1', 'v1')
    await repo.write('key', 'key\n')
    const blob = await repo.git('hash-object', '-w', 'key')
    await repo.git('tag', '--annotate', '--message', 'key', 'key', blob)
    const tag = await repo.git('rev-parse', 'refs/tags/v1')
    const keyTag = await repo.git('rev-parse', 'refs/tags/key')
    expect(pathsOf(await push(repo, [`refs/tags/v1 ${tag} refs/tags/v1 ${ZEROS}`]))).toEqual(['b', 'c'])
    const reading = await push(repo, [`refs/tags/key ${keyTag} refs/tags/key ${ZEROS}`])
    expect(reading.at('refs/tags/key')).toBe('key\n')
    const tree = await repo.git('rev-parse', 'HEAD^{tree}')
    expect(pathsOf(await push(repo, [`${tree} ${tree} refs/tags/t ${ZEROS}`]))).toEqual(['a', 'b', 'c'])
  })

  test('is told by variables where the framework pre-commit runs the hook', async () => {
    await using repo = await pushed()
    const env = {
      ...repo.env,
      PRE_COMMIT_FROM_REF: await repo.git('rev-parse', 'HEAD~1'),
      PRE_COMMIT_TO_REF: await repo.git('rev-parse', 'HEAD'),
    }
    expect(pathsOf(await push(repo, [], '', env))).toEqual(['c'])
  })

  test.each(['what is this', 'refs/heads/main abc refs/heads/main def', '\0'])('is not %j', async (text) => {
    await using repo = await pushed()
    await expect(push(repo, [text])).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('cannot be a commit that is not here', async () => {
    await using repo = await pushed()
    const lost = `refs/heads/main ${'1'.repeat(40)} refs/heads/main ${ZEROS}`
    await expect(push(repo, [lost])).rejects.toMatchObject({ code: 'UNKNOWN_REVISION' })
  })
})
