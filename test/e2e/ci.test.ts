import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo } from '../support/git-repo.ts'
import { keywarden } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

test('ci on GitHub annotates what the pull request brings, and a shallow clone ends with code 3', async () => {
  await using repo = await gitRepo({ 'old.js': `const token = '${mock('github-pat', 'old')}'\n` })
  const base = await repo.git('rev-parse', 'HEAD')
  await repo.write('new.js', `const token = '${mock('github-pat', 'new')}'\n`)
  const head = await repo.commit('leak')
  const file = join(repo.root, '../event.json')
  writeFileSync(file, JSON.stringify({ pull_request: { base: { sha: base }, head: { sha: head } } }))
  const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: file }
  const ran = await keywarden(repo.root, ['ci'], { env })
  expect(ran.code).toBe(1)
  expect(ran.stdout.match(/^::error file=[^,]*/gm)).toEqual(['::error file=new.js'])
  await repo.git('clone', '--quiet', '--depth', '1', `file://${repo.root}`, '../shallow')
  const shallow = await keywarden(join(repo.root, '../shallow'), ['ci'], { env })
  expect(shallow).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('fetch-depth: 0') })
})

test('a push to a URL does not show the password in it', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const oid = await repo.git('rev-parse', 'HEAD')
  const line = `refs/heads/main ${oid} refs/heads/main ${'0'.repeat(40)}\n`
  const url = `https://me:${'x'.repeat(9)}@example.com/a.git`
  const ran = await keywarden(repo.root, ['scan', '--pre-push', url, url, '-f', 'json'], { input: line })
  expect(ran.code).toBe(0)
  expect(JSON.parse(ran.stdout)).toMatchObject({ subject: { detail: 'the push' }, summary: { commits: 1 } })
  expect(ran.stdout + ran.stderr).not.toContain('xxxxxxxxx')
})
