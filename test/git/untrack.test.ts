import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { untrack } from '../../src/git/untrack.ts'
import { gitRepo } from '../support/git-repo.ts'

test('paths leave the index and stay on the disk, and what is staged beside them stays staged', async () => {
  await using repo = await gitRepo({ 'a/.env': 'A=1\n', '*': 'star\n', 'b c': 'x\n', kept: 'x\n' })
  await repo.write('kept', 'y\n')
  await repo.stage('kept')
  await repo.write('a/.env', 'A=2\n')
  const { gate } = await openRepository(gitGate(join(repo.root, 'a'), repo.env))
  await untrack(gate, ['a/.env', '*', 'b c'])
  expect(await repo.git('ls-files')).toBe('kept')
  expect(await repo.git('diff', '--cached', '--name-only', '--diff-filter=M')).toBe('kept')
  for (const path of ['a/.env', '*', 'b c']) expect(existsSync(join(repo.root, path))).toBe(true)
})

test('an index that somebody else is writing is left as it is, and told', async () => {
  await using repo = await gitRepo({ '.env': 'A=1\n' })
  writeFileSync(join(repo.root, '.git/index.lock'), '')
  const { gate } = await openRepository(gitGate(repo.root, repo.env))
  await expect(untrack(gate, ['.env'])).rejects.toMatchObject({ code: 'GIT_FAILED' })
  expect(await repo.git('ls-files')).toBe('.env')
})

test('HOST-04: nothing that the repository configures is run', async () => {
  await using repo = await gitRepo({ '.env': 'A=1\n' })
  const canary = join(repo.root, '../canary')
  const script = `#!/bin/sh\ntouch '${canary}'\n`
  for (const hook of ['post-index-change', 'pre-commit']) {
    writeFileSync(join(repo.root, '.git/hooks', hook), script, { mode: 0o755 })
  }
  await repo.git('config', 'core.fsmonitor', join(repo.root, '.git/hooks/pre-commit'))
  const { gate } = await openRepository(gitGate(repo.root, repo.env))
  await untrack(gate, ['.env'])
  expect(existsSync(canary)).toBe(false)
})
