import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { COMMANDS, WRITING_COMMANDS } from '../../src/git/commands.ts'

/** Plumbing that runs nothing of the repository's configuration once fsmonitor, hooks and fetching are off. */
const ALLOWED = new Set([
  'rev-parse',
  'rev-list',
  'ls-tree',
  'ls-files',
  'for-each-ref',
  'cat-file',
  'diff-index',
  'diff-tree',
  'merge-base',
  'check-ignore',
  'config',
])

/** Flags that make an allowed command write, fetch, or run a program. */
const FORBIDDEN =
  /^(?:-p|-u|--patch|--ext-diff|--textconv|--filters|--output|--refresh|--objects|--add|--unset|--fetch)/

test.each(Object.entries(COMMANDS))('HOST-30 the vector %s is one that only reads', (_, [command, ...flags]) => {
  expect(ALLOWED).toContain(command)
  for (const flag of flags) {
    expect(flag).toMatch(/^-/)
    expect(flag).not.toMatch(FORBIDDEN)
  }
  if (command === 'config') expect(['--get-all', '--show-scope', '--type=path']).toEqual(expect.arrayContaining(flags))
  if (command === 'diff-index') expect(flags).toContain('--cached')
})

test('HOST-30 the vectors that write reach the object store and the index alone, and take what they write from stdin', () => {
  expect(WRITING_COMMANDS).toEqual({
    writeBlob: ['hash-object', '-w', '--no-filters', '--stdin'],
    replaceStaged: ['update-index', '-z', '--index-info'],
    untrack: ['update-index', '--force-remove', '-z', '--stdin'],
  })
})

test('HOST-30 outside the gate only the command that a user names to try a value is started, and in it two files start git', () => {
  const sources = fileURLToPath(new URL('../../src', import.meta.url))
  const starters = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /['"](?:node:)?child_process['"]|['"]simple-git['"]/.test(readFileSync(join(sources, file), 'utf8')),
    )
  expect(starters.sort()).toEqual(['git/ask-git.ts', 'git/run-git.ts', 'secrets/rotate/run-verification.ts'])
})

test('HOST-30 no vector is written outside commands.ts', () => {
  const room = fileURLToPath(new URL('../../src/git', import.meta.url))
  for (const file of readdirSync(room).filter((name) => name !== 'commands.ts')) {
    const calls = readFileSync(join(room, file), 'utf8').matchAll(/(?:startGit|askGit)\(([^)]*)/g)
    for (const [, args = ''] of calls) expect(args).not.toMatch(/\['/)
  }
})
