import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanHook, editHook, HOOK_NAMES, type HookName } from '../../../src/commands/setup/hook-script.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

const BIN = 'node_modules/.bin/keywarden'

function edit(text: string | null, hook: HookName = 'pre-commit'): string {
  const result = editHook(text, hook, BIN)
  if ('refused' in result) throw new Error(result.refused)
  return result.text
}

const FOREIGN = {
  'a shell script': '#!/bin/sh\nnpm test\n',
  'without a line feed at its end': '#!/usr/bin/env bash\nnpm test',
  'without a shebang, as husky has it': 'npx lint-staged\n',
  'that ends early': '#!/bin/sh -e\n# ours\nexec npm test\n',
  'of husky 8': '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\nnpm test\n',
  'that is empty': '',
}

describe('a hook of somebody else', () => {
  test.each(Object.entries(FOREIGN))('%s keeps every byte, takes the block once and gives it back', (_, text) => {
    for (const hook of HOOK_NAMES) {
      const once = edit(text, hook)
      expect(edit(once, hook)).toBe(once)
      expect(cleanHook(once)).toBe(text)
    }
  })

  test('the block stands behind the shebang, and behind the line that starts husky 8', () => {
    expect(edit(FOREIGN['a shell script']).split('\n').slice(0, 2)).toEqual([
      '#!/bin/sh',
      expect.stringMatching(/^# >>> /),
    ])
    expect(edit(FOREIGN['of husky 8'])).toMatch(/husky\.sh"\n# >>> keywarden/)
  })

  test.each([
    ['#!/usr/bin/env python3\nprint()\n', 'no shell script'],
    ['#!/bin/sh\r\nnpm test\r\n', 'CRLF'],
    ['#!/bin/sh\n# >>> keywarden >>> x\n', 'missing'],
  ])('is left alone: %j', (text, why) => {
    expect(editHook(text, 'pre-commit', BIN)).toEqual({ refused: expect.stringContaining(why) })
  })
})

test('a hook that was made goes; one that somebody has added to keeps what was added', () => {
  const made = edit(null)
  expect(edit(made)).toBe(made)
  expect(cleanHook(made)).toBeNull()
  expect(cleanHook(edit(`${made}npm test\n`))).toBe('#!/bin/sh\nnpm test\n')
})

/** Runs a hook in a folder whose PATH holds a shell, git and what `programs` says. */
async function run(
  hook: HookName,
  text: string,
  given: { bin?: string; path?: string; input?: string; env?: Record<string, string> },
) {
  await using folder = await temporaryFolder()
  const { path } = folder
  for (const program of ['sh', 'cat', 'printf', 'dirname', 'git']) linkProgram(path, program)
  if (given.path !== undefined) writeProgram(join(path, 'bin', given.path), 'exit 0')
  if (given.bin !== undefined) writeProgram(join(path, BIN), given.bin)
  writeFileSync(join(path, hook), text)
  const env = { PATH: join(path, 'bin'), HOME: path, ...given.env }
  const ran = spawnSync('/bin/sh', ['-e', hook, 'origin', 'https://example.com/a b'], {
    cwd: path,
    env,
    input: given.input ?? '',
    encoding: 'utf8',
  })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

function linkProgram(folder: string, name: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  symlinkSync(
    execFileSync('/bin/sh', ['-c', `PATH=/usr/bin:/bin command -v ${name} || echo /bin/true`], {
      encoding: 'utf8',
    }).trim(),
    join(folder, 'bin', name),
  )
}

function writeProgram(file: string, script: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

describe('run by a shell, the block', () => {
  const then = '#!/bin/sh\necho the rest\n'

  test('lets pass what keywarden lets pass, without the certificates that node would read', async () => {
    const bin = 'echo "$0 $*" "[${NODE_EXTRA_CA_CERTS-}]"'
    const env = { NODE_EXTRA_CA_CERTS: '/ca.pem' }
    const ran = await run('pre-commit', edit(`${then}echo "[$NODE_EXTRA_CA_CERTS]"\n`), { path: 'node', bin, env })
    expect(ran).toEqual({ code: 0, out: `${BIN} scan --staged []\nthe rest\n[/ca.pem]\n`, err: '' })
  })

  test.each([1, 2, 3])('stops with the code %d of keywarden before the rest', async (code) => {
    expect(await run('pre-commit', edit(then), { path: 'node', bin: `exit ${code}` })).toEqual({
      code,
      out: '',
      err: '',
    })
  })

  test('stops where node is missing and says how to pass', async () => {
    const ran = await run('pre-commit', edit(then), { bin: 'exit 0' })
    expect(ran.code).toBe(1)
    expect(ran.err).toMatch(/nothing was scanned, so pre-commit stops here\. node is not on the PATH/)
    expect(ran.err).toContain('SKIP_KEYWARDEN=1, or --no-verify')
  })

  test('stops where keywarden is missing, and passes where the user wants it to', async () => {
    expect(await run('pre-commit', edit(then), { path: 'node' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('keywarden is not installed: npm install'),
    })
    expect(await run('pre-commit', edit(then), { path: 'node', env: { SKIP_KEYWARDEN: '1' } })).toMatchObject({
      code: 0,
      out: 'the rest\n',
    })
  })

  test('finds node where a version manager keeps it', async () => {
    await using home = await temporaryFolder()
    writeProgram(join(home.path, '.nvm/versions/node/v22.1.0/bin/node'), 'exit 0')
    expect(await run('pre-commit', edit(then), { bin: 'echo scanned', env: { HOME: home.path } })).toMatchObject({
      code: 0,
      out: 'scanned\nthe rest\n',
    })
  })

  test('takes the command on the PATH where none is installed here', async () => {
    await using other = await temporaryFolder()
    writeProgram(join(other.path, 'keywarden'), 'echo "path $*"')
    writeProgram(join(other.path, 'node'), 'exit 0')
    const path = `/usr/bin:/bin:${other.path}`
    expect((await run('pre-commit', edit(then), { env: { PATH: path } })).out).toBe('path scan --staged\nthe rest\n')
  })

  test('of pre-push shares what git tells with the rest of the hook', async () => {
    const rest = '#!/bin/sh\necho "rest: $(cat)"\n'
    const given = { path: 'node', bin: 'echo "$3|$4|$(cat)"' }
    const refs = 'refs/heads/main 1 refs/heads/main 2\nrefs/heads/$HOME 1 `date` 2\n'
    const ran = await run('pre-push', edit(rest, 'pre-push'), { ...given, input: refs })
    expect(ran).toEqual({
      code: 0,
      out: `origin|https://example.com/a b|${refs}rest: ${refs}`.replace(/\n\n$/, '\n'),
      err: '',
    })
    expect((await run('pre-push', edit(rest, 'pre-push'), given)).out).toBe('origin|https://example.com/a b|\nrest: \n')
  })

  test('of pre-push stops with the code of keywarden', async () => {
    expect(await run('pre-push', edit(then, 'pre-push'), { path: 'node', bin: 'exit 1', input: 'x\n' })).toMatchObject({
      code: 1,
      out: '',
    })
  })
})
