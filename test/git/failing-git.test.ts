import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { askGit } from '../../src/git/ask-git.ts'
import { COMMANDS } from '../../src/git/commands.ts'
import { SAFE_SETTINGS } from '../../src/git/environment.ts'
import { gitGate } from '../../src/git/gate.ts'
import { outputOf, startGit } from '../../src/git/run-git.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { readSource, skipsOf } from '../sources/read-source.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { withShim } from '../support/git-shim.ts'

const EVERY_SOURCE: readonly SourceSettings[] = [
  { kind: 'staged' },
  { kind: 'work-tree' },
  { kind: 'history' },
  { kind: 'range', range: 'HEAD~1..HEAD' },
  { kind: 'paths', paths: ['.'] },
]

async function livelyRepo(): Promise<TestRepository> {
  const repo = await gitRepo({ f: 'one\n', g: 'g\n' })
  await repo.write('f', 'two\n')
  await repo.commit('second')
  await repo.write('f', 'staged\n')
  await repo.stage('f')
  await repo.git('repack', '-a', '-d', '--quiet') // loose objects are read without git
  await repo.remove('g') // the work tree's sources read it from the object store
  return repo
}

async function expectFailure(script: string, sources = EVERY_SOURCE): Promise<void> {
  await using repo = await livelyRepo()
  const env = await withShim(repo, script)
  for (const settings of sources) {
    await expect(readSource(settings, repo, { env }), settings.kind).rejects.toMatchObject({ code: 'GIT_FAILED' })
  }
}

test('OPS-05 git that writes 40 bytes and dies is an error', async () => {
  await expectFailure(`printf '%040d' 0; echo 'fatal: half way' >&2; exit 128`)
})

test('OPS-06 git that cannot be started is an error', async () => {
  await using repo = await livelyRepo()
  const env = await withShim(repo, '')
  await repo.write('../shim/git', '#!/nowhere/sh\n')
  for (const settings of EVERY_SOURCE) {
    await expect(readSource(settings, repo, { env })).rejects.toMatchObject({
      code: 'GIT_FAILED',
      message: expect.stringContaining('could not be started'),
    })
  }
})

test('OPS-06 where PATH has no git that is an error', async () => {
  await using repo = await livelyRepo()
  const env = { ...repo.env, PATH: '/nowhere' }
  await expect(readSource({ kind: 'staged' }, repo, { env })).rejects.toMatchObject({ code: 'GIT_FAILED' })
})

test('OPS-07 git that fails without a word is an error', async () => {
  await expectFailure('exit 1')
})

test('OPS-07 git that is killed is an error', async () => {
  await expectFailure('kill -9 $$')
})

const EVERY_COMMAND = [
  'rev-parse',
  'diff-index',
  'ls-files',
  'cat-file',
  'rev-list',
  'diff-tree',
  'for-each-ref',
] as const
const USES: Readonly<Record<(typeof EVERY_COMMAND)[number], readonly SourceSettings['kind'][]>> = {
  'rev-parse': ['work-tree', 'history', 'range', 'paths'],
  'diff-index': ['staged', 'work-tree', 'paths'],
  'ls-files': ['work-tree', 'paths'],
  'cat-file': ['staged', 'work-tree', 'history', 'range', 'paths'],
  'rev-list': ['history', 'range'],
  'diff-tree': ['history', 'range'],
  'for-each-ref': ['history'],
}

test.each(EVERY_COMMAND)('OPS-05 %s that answers and then dies is an error', async (command) => {
  const sources = EVERY_SOURCE.filter(({ kind }) => USES[command].includes(kind))
  const script = `if [ $COMMAND = ${command} ]; then "$GIT" "$@"; exit 3; fi; exec "$GIT" "$@"`
  await expectFailure(script, sources)
})

test.each(['diff-index', 'ls-files', 'cat-file', 'diff-tree'] as const)(
  'OPS-05 %s whose answer breaks off is an error, even if it says that all went well',
  async (command) => {
    const sources = EVERY_SOURCE.filter(({ kind }) => USES[command].includes(kind))
    const script = `if [ $COMMAND = ${command} ]; then "$GIT" "$@" | head -c 50; exit 0; fi; exec "$GIT" "$@"`
    await expectFailure(script, sources)
  },
)

test('OPS-05 fewer commits than were asked for are an error', async () => {
  const script = `if [ $COMMAND = diff-tree ]; then head -n 1 | "$GIT" "$@"; exit 0; fi; exec "$GIT" "$@"`
  await expectFailure(script, [{ kind: 'history' }])
})

test('OPS-05 fewer objects than were asked for are an error', async () => {
  const script = `if [ $COMMAND = cat-file ]; then head -n 1 | "$GIT" "$@"; exit 0; fi; exec "$GIT" "$@"`
  await expectFailure(script, [{ kind: 'history' }])
})

test('GIT-75 what git says on stderr while all goes well is no failure', async () => {
  await using repo = await livelyRepo()
  const env = await withShim(repo, `echo 'hint: chatter' >&2; exec "$GIT" "$@"`)
  const reading = await readSource({ kind: 'staged' }, repo, { env })
  expect(reading.at('f')).toBe('staged\n')
  expect((await readSource({ kind: 'history' }, repo, { env })).skips).toEqual([])
})

test('OPS-03 a folder that git could not look into is told', async () => {
  await using repo = await livelyRepo()
  const says = `warning: could not open directory 'locked/': Permission denied`
  const env = await withShim(repo, `[ $COMMAND = ls-files ] && echo "${says}" >&2; exec "$GIT" "$@"`)
  const reading = await readSource({ kind: 'work-tree' }, repo, { env })
  expect(skipsOf(reading)).toEqual(['unreadable locked/'])
})

test('an error of git is one line, without control characters', async () => {
  await using repo = await livelyRepo()
  const env = await withShim(repo, String.raw`printf 'fatal: \033[31mred\033[0m\n\tand \302\233more\n' >&2; exit 128`)
  await expect(readSource({ kind: 'staged' }, repo, { env })).rejects.toMatchObject({
    message: 'git diff-index failed: fatal: [31mred [0m and more',
  })
})

test('OPS-11 when the scan is called off, git is ended and the scan fails', async () => {
  await using repo = await livelyRepo()
  const pid = join(repo.root, '../pid')
  const env = await withShim(repo, `[ $COMMAND = cat-file ] || exec "$GIT" "$@"; echo $$ >'${pid}'; exec sleep 37`)
  const abort = new AbortController()
  const reading = readSource({ kind: 'staged' }, repo, { env, signal: abort.signal })
  reading.catch(() => {}) // expected below
  await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '')
  abort.abort(new Error('called off'))
  await expect(reading).rejects.toThrow('called off')
  await until(() => !isRunning(Number(readFileSync(pid, 'utf8'))))
})

test('OPS-11 a question by way of simple-git ends as well', async () => {
  await using repo = await livelyRepo()
  const pid = join(repo.root, '../pid')
  const env = await withShim(repo, `trap 'exit 0' INT; echo $$ >'${pid}'; sleep 37 & wait`)
  const abort = new AbortController()
  const answer = askGit(gitGate(repo.root, env, abort.signal), [...COMMANDS.resolve, 'HEAD'])
  answer.catch(() => {}) // expected below
  await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '')
  abort.abort(new Error('called off'))
  await expect(answer).rejects.toThrow('called off')
})

test('a reader that stops early ends git', async () => {
  await using repo = await livelyRepo()
  const pid = join(repo.root, '../pid')
  const env = await withShim(repo, `echo $$ >'${pid}'; while :; do echo more; done`)
  const gate = gitGate(repo.root, env)
  for await (const _ of outputOf(gate, startGit(gate, COMMANDS.gitDir))) break
  await until(() => !isRunning(Number(readFileSync(pid, 'utf8'))))
})

test('SEC-08 both ways to git pass the same settings and environment, and no secret of ours', async () => {
  await using repo = await livelyRepo()
  const log = join(repo.root, '../log')
  const env = await withShim(repo, `{ printf '%s\\n' "$@"; env | grep -v ^_= | sort; } >>'${log}'; exec "$GIT" "$@"`)
  const gate = gitGate(repo.root, { ...env, API_TOKEN: 'of ours', GIT_TRACE: '1', GIT_INDEX_FILE: '.git/index' })
  const seen = () => {
    const lines = readFileSync(log, 'utf8').split('\n')
    return lines.filter((line) => !/^(?:PWD|OLDPWD|SHLVL|GIT_TEST_DISALLOW_ABBREVIATED_OPTIONS)=/.test(line))
  }
  await askGit(gate, COMMANDS.gitDir)
  const asked = seen()
  await repo.remove('../log')
  for await (const _ of outputOf(gate, startGit(gate, COMMANDS.gitDir)));
  expect(seen()).toEqual(asked)
  for (const setting of SAFE_SETTINGS) expect(asked[asked.indexOf(setting) - 1]).toBe('-c')
  expect(asked).toEqual(expect.arrayContaining(['GIT_NO_LAZY_FETCH=1', 'GIT_INDEX_FILE=.git/index']))
  expect(asked.join('\n')).not.toMatch(/API_TOKEN|GIT_TRACE/)
})

test.each([
  ['fails without a word', 'exit 3'],
  ['is killed', 'kill -9 $$'],
  ['answers and then fails', 'echo answer; exit 2'],
])('simple-git does not take it for success when git %s', async (_, script) => {
  await using repo = await livelyRepo()
  const gate = gitGate(repo.root, await withShim(repo, script))
  await expect(askGit(gate, COMMANDS.gitDir)).rejects.toMatchObject({ code: 'GIT_FAILED' })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(10)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z'
  } catch {
    return false
  }
}
