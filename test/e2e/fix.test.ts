import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo } from '../support/git-repo.ts'
import { keywarden, PROGRAM } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

test('a blocked commit names the fix, the fix is made, and the same commit goes through', async () => {
  await using repo = await gitRepo({ 'README.md': 'x\n' })
  const hook = join(repo.root, '.git/hooks/pre-commit')
  writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' scan --staged\n`)
  chmodSync(hook, 0o755)
  const value = mock('stripe-secret-key')
  await repo.write('src/pay.ts', `export const stripe: string = '${value}'\n`)
  await repo.stageAll()
  const commit = () => spawnSync('git', ['commit', '-m', 'pay'], { cwd: repo.root, env: repo.env, encoding: 'utf8' })
  const blocked = commit()
  expect(blocked.status).not.toBe(0)
  expect(blocked.stdout + blocked.stderr).toContain('npx keywarden fix moves the secret to .env')
  const { code, stdout, stderr } = await keywarden(repo.root, ['fix', '--yes'])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).not.toContain(value)
  const again = commit()
  expect([again.status, again.stdout + again.stderr]).toEqual([0, expect.not.stringContaining('✖')])
  expect(await repo.git('show', 'HEAD:src/pay.ts')).toBe('export const stripe: string = process.env.STRIPE_SECRET_KEY!')
  expect(readFileSync(join(repo.root, '.env'), 'utf8')).toBe(`STRIPE_SECRET_KEY=${value}\n`)
  expect(await keywarden(repo.root, ['fix', '--yes'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Nothing/),
  })
})

test('outside a repository it says so', async () => {
  const { code, stderr } = await keywarden('/', ['fix'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('this folder is not in a git repository')])
})
