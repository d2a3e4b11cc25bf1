import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { readCodeCache } from '../../src/cli/code-cache.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { PROGRAM, type Run, runProgram } from '../support/keywarden.ts'

const NAME = `scan-staged-${manifest.version}-${process.version}-${process.arch}.bin`
const CLEAN = /^ok: no secrets in 1 staged file/

/** A repository with one file staged, and beside it the command as it is freshly installed. */
async function installed(): Promise<{ readonly repo: TestRepository; readonly dist: string }> {
  const repo = await gitRepo({ 'a.txt': 'one\n' })
  await repo.write('a.txt', 'two\n')
  await repo.stageAll()
  const dist = join(repo.root, '../dist')
  for (const name of ['keywarden.cjs', 'command', 'rules']) {
    cpSync(join(dirname(PROGRAM), name), join(dist, name), { recursive: true })
  }
  return { repo, dist }
}

function scan(repo: TestRepository, dist: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return runProgram(join(dist, 'keywarden.cjs'), repo.root, ['scan', '--staged'], { env: { ...repo.env, ...env } })
}

function cacheFiles(dist: string): readonly string[] {
  const names = existsSync(join(dist, 'cache')) ? readdirSync(join(dist, 'cache')) : []
  return names.filter((name) => name !== '.gitignore')
}

function cacheFile(dist: string): string {
  return join(dist, 'cache', NAME)
}

/** Changes a word of the command without a trace that the cache could see. */
function changeUnseen(dist: string, from: string, to: string): void {
  const folder = join(dist, 'command')
  const name = readdirSync(folder).find((file) => readFileSync(join(folder, file), 'utf8').includes(from))
  const file = join(folder, name ?? 'none')
  const { atime, mtime } = statSync(file)
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to))
  utimesSync(file, atime, mtime)
}

/** Sets a time without fractions, as packages have it that are unpacked. */
function ageFiles(dist: string): void {
  const folder = join(dist, 'command')
  const time = new Date('1985-10-26T08:15:00Z')
  for (const file of readdirSync(folder)) utimesSync(join(folder, file), time, time)
}

test('the first runs keep what they compile beside the program, the next ones use it and write nothing', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  ageFiles(dist)
  for (const generation of [1, 2, 3, 4]) {
    expect((await scan(repo, dist)).stdout).toMatch(CLEAN)
    expect(cacheFiles(dist)).toEqual([NAME])
    expect(readCodeCache(cacheFile(dist))?.generation).toBe(generation)
  }
  const kept = readFileSync(cacheFile(dist))
  changeUnseen(dist, 'no secrets in ', 'NO SECRETS IN ')
  expect((await scan(repo, dist)).stdout).toMatch(CLEAN) // what runs is what was compiled before
  expect(readFileSync(cacheFile(dist)).equals(kept)).toBe(true)
})

test('a program that was changed or built anew does not run what was compiled before', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  await scan(repo, dist)
  changeUnseen(dist, 'no secrets in ', 'NO SECRETS IN ')
  const later = new Date('2001-01-01')
  for (const name of readdirSync(join(dist, 'command'))) utimesSync(join(dist, 'command', name), later, later)
  expect((await scan(repo, dist)).stdout).toContain('NO SECRETS IN ')
  expect((await scan(repo, dist)).stdout).toContain('NO SECRETS IN ')
})

test.each([
  ['is damaged', (bytes: Buffer) => bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 64)],
  ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['is empty', () => Buffer.alloc(0)],
  ['was full of zeroes after a power cut', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ['is something else', () => Buffer.from('#!/bin/sh\nexit 9\n')],
])('a cache that %s is not used, and is replaced', async (_, change) => {
  const { repo, dist } = await installed()
  await using __ = repo
  await scan(repo, dist)
  writeFileSync(cacheFile(dist), change(readFileSync(cacheFile(dist))))
  expect(readCodeCache(cacheFile(dist))).toBeNull()
  expect(await scan(repo, dist)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(CLEAN) })
  expect(readCodeCache(cacheFile(dist))?.generation).toBe(1)
})

test('where nothing can be written there is no cache, and nothing is said', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  writeFileSync(join(dist, 'cache'), '') // a folder without permission would not stop root
  expect(await scan(repo, dist)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(CLEAN) })
  expect(readFileSync(join(dist, 'cache'), 'utf8')).toBe('')
})

test('many runs at once leave one cache that is whole', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  const runs = await Promise.all(Array.from({ length: 6 }, () => scan(repo, dist)))
  expect(runs.map(({ code }) => code)).toEqual(Array(6).fill(0))
  expect(cacheFiles(dist)).toEqual([NAME])
  expect(readCodeCache(cacheFile(dist))).not.toBeNull()
})

test('a run that fails, has nothing to do, shows help or is told to keep nothing writes none', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  const program = join(dist, 'keywarden.cjs')
  await scan(repo, dist, { NODE_DISABLE_COMPILE_CACHE: '1' })
  await scan(repo, dist, { NODE_OPTIONS: '--stack-trace-limit=20' })
  for (const args of [['scan', '--help'], ['scan', '--nonsense'], ['--version'], ['scan', '--range', 'no..where']]) {
    await runProgram(program, repo.root, args, { env: repo.env })
  }
  await repo.git('commit', '-qm', 'all')
  await scan(repo, dist)
  expect(cacheFiles(dist)).toEqual([])
})

test('a verb has a cache of its own, and a program that is run loads nothing of a scan', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  const env = { ...repo.env, OUTPUT: 'hello' }
  const args = ['secrets', 'run', '--', process.execPath, '-e', 'console.log(process.env.OUTPUT)']
  expect(await runProgram(join(dist, 'keywarden.cjs'), repo.root, args, { env })).toMatchObject({ stdout: 'hello\n' })
  const [name = ''] = cacheFiles(dist)
  expect(name).toBe(NAME.replace('scan-staged', 'secrets-run'))
  const loaded = [...(readCodeCache(join(dist, 'cache', name))?.files.keys() ?? [])]
  expect(loaded.filter((file) => /^(?:scan|stores|open-)/.test(file))).toEqual([])
  expect(loaded.some((file) => file.startsWith('secrets-run-'))).toBe(true)
})

test('no package that is published has a cache in it', async () => {
  const { repo, dist } = await installed()
  await using _ = repo
  const folder = dirname(dist)
  cpSync(join(dirname(PROGRAM), '../package.json'), join(folder, 'package.json'))
  rmSync(join(dist, 'rules'), { recursive: true })
  mkdirSync(join(dist, 'cache'))
  writeFileSync(cacheFile(dist), 'compiled code')
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, npm_config_cache: join(folder, 'npm-cache') },
  })
  const [{ files }] = JSON.parse(packed) as [{ files: readonly { path: string }[] }]
  const paths = files.map(({ path }) => path)
  expect(paths).toContain('dist/keywarden.cjs')
  expect(paths.filter((path) => path.includes('cache') && !path.startsWith('npm-cache'))).toEqual([])
})
