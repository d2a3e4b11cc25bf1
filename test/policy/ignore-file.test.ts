import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkIgnored } from '../../src/git/check-ignored.ts'
import { gitGate } from '../../src/git/gate.ts'
import { isCovered, isLeftOut } from '../../src/policy/ignore-file.ts'
import { gitRepo } from '../support/git-repo.ts'

describe("npm's dialect", () => {
  const name = fc.constantFrom('a', 'b', '.env', '.env.local', 'a*', '*', '.env*', '?', '[ab]', '[!a]', '**')
  const pattern = fc
    .tuple(fc.constantFrom('', '/'), fc.array(name, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
    .map(([start, names, end]) => start + names.join('/') + end)
    .filter((text) => !/\*\*\/$|^\/?\*\*$/.test(text))

  // a folder is never named like a file, so that a pattern that ends with a slash is clear
  const paths = [
    '.env',
    '.env.local',
    'file',
    'a/.env',
    'a/file',
    'b/a/.env',
    'b/a/.env.local',
    'a/b/a/file',
    'ab/.env',
  ]

  test('agrees with git on what a list of patterns leaves out', async () => {
    await using repo = await gitRepo()
    await fc.assert(
      fc.asyncProperty(fc.array(pattern, { minLength: 1, maxLength: 3 }), async (patterns) => {
        await repo.write('.gitignore', `${patterns.join('\n')}\n`)
        const verdicts = await checkIgnored(gitGate(repo.root, repo.env), paths)
        const ours = paths.map((path) => isLeftOut(patterns.join('\n'), 'npm', path))
        expect(ours).toEqual(verdicts.map(({ isIgnored }) => isIgnored))
      }),
      { numRuns: 120 },
    )
  })

  test.each([
    ['.env\n!.env', '.env', false],
    ['!.env\n.env', '.env', true],
    ['# .env\n\n', '.env', false],
    ['\ufeff.env\r\n', 'a/.env', true],
    ['/.env', 'a/.env', false],
  ])('%j leaves %s out: %s', (text, path, verdict) => expect(isLeftOut(text, 'npm', path)).toBe(verdict))
})

test.each([
  ['.env', '.env', true],
  ['.env', 'api/.env', false],
  ['**/.env', 'api/.env', true],
  ['/api', 'api/.env', true],
  ['*', '.env', true],
  ['*\n!api', 'api/.env', false],
  ['.env*\n!.env.example', '.env.local', true],
  ['api/*', 'api/.env', true],
  ['./.env', '.env', true],
  ['', '.env', false],
])("Docker's dialect: %j leaves %s out: %s", (text, path, verdict) => {
  expect(isLeftOut(text, 'docker', path)).toBe(verdict)
})

test.each([
  ['dist', 'dist/.env', true],
  ['dist/', 'dist/a/.env', true],
  ['**', 'a/.env', true],
  ['.env', 'a/.env', false],
  ['!x', 'x', false],
])('the pattern %s covers %s: %s', (pattern, path, verdict) => expect(isCovered(pattern, path)).toBe(verdict))

test('hostile patterns are matched in no time to speak of', () => {
  const pattern = `${'*a'.repeat(400)}b`
  const long = `**/${'x/**/'.repeat(150)}y`
  expect(isLeftOut(pattern, 'npm', 'a'.repeat(4000))).toBe(false)
  expect(isLeftOut(long, 'docker', 'x/'.repeat(1500))).toBe(false)
})
