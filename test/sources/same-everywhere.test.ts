import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { readSource } from './read-source.ts'

const PATHS = ['a', 'b', 'dir/a', 'dir/b', 'dir/deep/c'] as const
type Tree = Readonly<Partial<Record<(typeof PATHS)[number], string>>>

const content = fc.constantFrom('one\n', 'two\n', 'three\n', '\0\xff', '')
const tree: fc.Arbitrary<Tree> = fc.dictionary(fc.constantFrom(...PATHS), content, { noNullPrototype: true })

/** Content by path, as a source gives it. */
async function contentsOf(repo: TestRepository, settings: SourceSettings): Promise<Tree> {
  const reading = await readSource(settings, repo)
  expect(reading.skips).toEqual([])
  return Object.fromEntries(reading.changes.map(({ path, blobId }) => [path, reading.contents.get(blobId)]))
}

test('PROP what is staged, what is in the work tree and what is committed are the same', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      await using repo = await gitRepo()
      for (const [path, text] of Object.entries(files)) await repo.write(path, Buffer.from(text, 'latin1'))
      expect(await contentsOf(repo, { kind: 'work-tree' })).toEqual(files)
      await repo.stageAll()
      expect(await contentsOf(repo, { kind: 'staged' })).toEqual(files)
      expect(await contentsOf(repo, { kind: 'work-tree' })).toEqual(files)
      await repo.git('commit', '--quiet', '--allow-empty', '--message', 'x')
      expect(await contentsOf(repo, { kind: 'history' })).toEqual(files)
      expect(await contentsOf(repo, { kind: 'staged' })).toEqual({})
    }),
    { numRuns: 8 },
  )
})

interface CommitPlan {
  readonly parents: readonly number[]
  readonly tree: Tree
}

const history = fc
  .array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), tree }), { minLength: 1, maxLength: 8 })
  .map((commits) =>
    commits.map(
      (commit, i): CommitPlan => ({
        tree: commit.tree,
        parents: i === 0 ? [] : [...new Set(commit.parents.map((parent) => parent % i))],
      }),
    ),
  )

/** The stream that makes `git fast-import` write the commits, each on a branch of its own. */
function importStream(commits: readonly CommitPlan[]): Buffer {
  const data = (text: string) => `data ${text.length}\n${text}\n`
  const lines = commits.map(({ parents, tree }, i) => {
    const links = parents.map((parent, n) => `${n === 0 ? 'from' : 'merge'} :${parent + 1}\n`).join('')
    const files = Object.entries(tree).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`)
    const head = `reset refs/heads/c${i}\ncommit refs/heads/c${i}\nmark :${i + 1}\ncommitter A <a@b> ${1e9} +0000\n`
    return `${head}${data(String(i))}${links}deleteall\n${files.join('')}`
  })
  return Buffer.from(lines.join(''), 'latin1')
}

/** What the commits bring, by the definition: content that differs from that of every parent at its path. */
function expected(commits: readonly CommitPlan[]): readonly string[] {
  return commits.flatMap(({ parents, tree }, i) =>
    Object.entries(tree).flatMap(([path, text]) => {
      const before = parents.map((parent) => commits[parent]!.tree[path as keyof Tree])
      const previous = [...new Set(before.filter((old) => old !== undefined))].sort()
      return before.includes(text) ? [] : JSON.stringify([i, path, text, previous])
    }),
  )
}

test('PROP GIT-14 GIT-16 a commit brings what is in none of its parents, whatever the history looks like', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (commits) => {
      await using repo = await gitRepo()
      execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, env: repo.env, input: importStream(commits) })
      const ids = await Promise.all(commits.map((_, i) => repo.git('rev-parse', `c${i}`)))
      const reading = await readSource({ kind: 'history' }, repo)
      const found = reading.changes.map(({ commit, path, blobId, previousIds }) => {
        const previous = previousIds.map((id) => reading.contents.get(id)).sort()
        return JSON.stringify([ids.indexOf(commit ?? ''), path, reading.contents.get(blobId), previous])
      })
      expect([...found].sort()).toEqual([...expected(commits)].sort())
      expect(reading.opened.source.commits).toBe(new Set(ids).size)
      const order = [...new Set(reading.changes.map(({ commit }) => ids.indexOf(commit ?? '')))]
      for (const [at, i] of order.entries()) {
        for (const parent of commits[i]!.parents) expect(order.indexOf(parent)).toBeLessThan(at)
      }
    }),
    { numRuns: 30 },
  )
})
