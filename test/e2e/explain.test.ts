import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/git-repo.ts'
import { keywarden } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const PASSWORD = ['Winter', '2024', '!'].join('')

async function explain(text: string, place: string, ...args: readonly string[]) {
  await using folder = await temporaryFolder()
  for (const name of ['a.ts', 'a.min.js']) writeFileSync(join(folder.path, name), text)
  return await keywarden(folder.path, ['scan', '--explain', place, ...args])
}

describe('scan --explain', () => {
  test('tells a finding, the parts of its score and nothing of its value', async () => {
    const { code, stdout, stderr } = await explain(`const a = 1\nconst dbPassword = "${PASSWORD}"\n`, 'a.ts:2')
    expect(stdout).toContain('reported: generic-password')
    expect(stdout).toContain('quoted value of `dbPassword`: score 2.3, generic-password of high confidence')
    expect(stdout).toMatch(/^ {3}\+1\.2 {2}key password$/m)
    expect(stdout + stderr).not.toContain(PASSWORD.slice(0, 5))
    expect(code).toBe(0)
  })

  test.each([
    [
      'a near miss by its score',
      'const retryToken = "retry-later"',
      /score -2\.2, not a secret\n {3}-2\.0 {2}words all/,
    ],
    ['a near miss by its veto', 'const apiKey = "${API_KEY}"', /`apiKey`: never a secret: a template/],
    ['a line without anything', 'const a = 1', /no rule finds anything here/],
  ])('tells %s', async (_, line, says) => {
    expect((await explain(`${line}\n`, 'a.ts:1')).stdout).toMatch(says)
  })

  test('tells what has become of a finding', async () => {
    const token = mock('github-pat')
    const accepted = await explain(`a = "${token}" // keywarden:allow github-pat made up\n`, 'a.ts:1:5')
    expect(accepted.stdout).toMatch(/accepted in a\.ts:1 \(made up\): github-pat, ghp_\*{4} on line 1, columns 6 to 45/)
    const unsure = await explain(`const dbPassword = "${PASSWORD}"\n`, 'a.ts:1', '--min-confidence', 'certain')
    expect(unsure.stdout).toContain('not sure enough: generic-password')
    expect(accepted.stdout).not.toContain(token.slice(4, 12))
  })

  test('tells of a credential that has a part on the line', async () => {
    const lines = `AWS_ACCESS_KEY_ID=${mock('aws-access-key-id')}\nAWS_SECRET_ACCESS_KEY=${mock('aws-secret-access-key')}\n`
    expect((await explain(lines, 'a.ts:1')).stdout).toMatch(
      /reported: aws-secret-[a-z-]+, \*{4} on line 2, .*\n.*\n {2}with AWS access key ID .* on line 1\n/,
    )
  })

  test('tells of a value on the line below its name', async () => {
    expect((await explain(`const dbPassword =\n  "${PASSWORD}"\n`, 'a.ts:2')).stdout).toContain('value of `dbPassword`')
  })

  test('masks a name that holds a secret value, here and in a finding', async () => {
    const { stdout } = await explain(
      `token-${'Zk4'.repeat(9)} = 'x'; password.${PASSWORD.slice(0, -1)}="${PASSWORD.slice(0, -1)}"\n`,
      'a.ts:1',
    )
    expect(stdout).toContain('`')
    expect(stdout).not.toContain('Zk4Zk4')
    expect(stdout).not.toContain(PASSWORD.slice(0, 8))
  })

  test('says that generic rules leave a minified file out', async () => {
    const { stdout } = await explain(`var dbPassword="${PASSWORD}"\n`, 'a.min.js:1')
    expect(stdout).toContain('generic rules leave this file out')
    expect(stdout).not.toContain('score')
  })

  test('gives the same as JSON', async () => {
    const { stdout } = await explain(`const dbPassword = "${PASSWORD}"\n`, 'a.ts:1', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      path: 'a.ts',
      line: 1,
      findings: [{ ruleId: 'generic-password', outcome: 'reported', columns: [21, 32] }],
      candidates: [{ key: 'dbPassword', form: 'quoted', confidence: 'high', score: 2.3, veto: null }],
    })
    expect(stdout).not.toContain(PASSWORD)
  })

  test.each([
    ['a.ts:3', 'a.ts has no line 3: it has 2'],
    ['b.ts:1', 'there is no file or folder "b.ts"'],
    ['.:1', '. is a folder'],
    ['a.ts', '--explain needs a file and a line'],
    ['a.ts:0', '--explain needs a file and a line'],
  ])('refuses %s', async (place, says) => {
    const { code, stdout, stderr } = await explain('a\nb', place)
    expect(stderr).toContain(`keywarden: ${says}`)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test.each([
    ['--staged', '--staged and --explain exclude each other'],
    ['b.ts', '--explain and paths exclude each other'],
    ['--output=json=x', '--explain and --output exclude each other'],
  ])('refuses to go with %s', async (other, says) => {
    const { code, stderr } = await explain('a\n', 'a.ts:1', other)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) })
  })
})
