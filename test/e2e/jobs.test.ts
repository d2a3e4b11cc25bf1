import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitRepo, type TestRepository, temporaryFolder } from '../support/git-repo.ts'
import { PROGRAM, runProgram } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

// Scans of this size use several threads; what they report must not show it.

const FILES = 38
const PROSE = 'The quick brown fox jumps over the lazy dog and says nothing that anybody would want to keep.\n'

let large: TestRepository
/** What is left when the threads start takes so long that they get something of it. */
let slow: TestRepository

beforeAll(async () => {
  large = await gitRepo({ 'README.md': '# a\n' })
  for (let i = 0; i < FILES; i++) {
    const token =
      i % 3 === 0 ? `const token = '${mock('github-pat', `large ${i}`)}'${i === 9 ? ' // gitleaks:allow' : ''}\n` : ''
    const lines = PROSE.repeat(5600)
    await large.write(`src/${i % 4}/file-${i}.js`, `// ${i}\n${lines}${token}${lines}`)
  }
  await large.write('z/last.env', `API_TOKEN=${mock('github-pat', 'the last')}\n`)
  await large.git('config', 'core.compression', '0')
  await large.commit('a lot')
  await large.git('update-ref', 'refs/tags/start', 'HEAD~1')
  for (let i = 0; i < FILES; i++)
    await large.append(`src/${i % 4}/file-${i}.js`, `const more = '${mock('npm-access-token', `more ${i}`)}'\n`)
  await large.stageAll()
  slow = await gitRepo({ 'a.txt': PROSE.repeat(380_000) })
  const lines = Array.from({ length: 1500 }, (_, i) => `const password${i} = 'x${i}Qf7!pz${i * 7919}'\n`).join('')
  for (let i = 0; i < 60; i++) await slow.write(`b/${i}.js`, `// ${i}\n${lines}`)
  await slow.commit('a lot to do')
})

afterAll(async () => {
  await large[Symbol.asyncDispose]()
  await slow[Symbol.asyncDispose]()
})

/** The report, without the time that it took. */
async function reportOf(cwd: string, args: readonly string[], program = PROGRAM) {
  const { code, stdout, stderr } = await runProgram(program, cwd, [...args, '--format', 'json'])
  return { code, stderr, report: stdout.replace(/"milliseconds":\s*\d+/, '') }
}

/** The command as it is built, with another program for its workers; without one where that is null. */
async function buildWith(worker: string | null) {
  const folder = await temporaryFolder()
  for (const part of ['keywarden.cjs', 'command', 'rules']) {
    cpSync(join(dirname(PROGRAM), part), join(folder.path, part), { recursive: true })
  }
  if (worker !== null) writeFileSync(join(folder.path, 'examine-worker.cjs'), worker)
  return { program: join(folder.path, 'keywarden.cjs'), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

const READY = `const { parentPort } = require('node:worker_threads')\nparentPort.postMessage('ready')\n`

describe('a report', () => {
  test.each([
    ['of the work tree', ['scan']],
    ['of what is staged', ['scan', '--staged']],
    ['of a range', ['scan', '--range', 'start..HEAD']],
    ['of history', ['audit']],
  ])('%s is the same byte for byte whatever the number of jobs', async (_, args) => {
    const one = await reportOf(large.root, [...args, '--jobs', '1'])
    expect(one.code).toBe(1)
    expect(JSON.parse(one.report.replace(/,\s*\}/g, '}')).findings.length).toBeGreaterThan(8)
    expect(await reportOf(large.root, [...args, '--jobs', '2'])).toEqual(one)
    expect(await reportOf(large.root, [...args, '-j', '4'])).toEqual(one)
  })

  test('is the same where the program of the workers is not there', async () => {
    await using build = await buildWith(null)
    const one = await reportOf(large.root, ['audit', '--jobs', '1'])
    expect(await reportOf(large.root, ['audit', '--jobs', '3'], build.program)).toEqual(one)
  })
})

describe('a worker that fails', () => {
  test('makes the scan fail, and never clean', async () => {
    await using build = await buildWith(`${READY}parentPort.on('message', () => { throw new Error('planted') })`)
    const { code, stdout, stderr } = await runProgram(build.program, slow.root, ['audit', '--jobs', '2'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/a thread of the scan has ended before its work was done/)
    expect(stderr).toMatch(/--jobs 1/)
    expect(stderr).not.toContain('    at ')
  })

  test('is not begun by a scan that is small or has one job', async () => {
    await using folder = await temporaryFolder()
    const mark = join(folder.path, 'begun')
    const marks = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n`
    await using build = await buildWith(
      `${marks}${READY}parentPort.on('message', () => { throw new Error('planted') })`,
    )
    await using small = await gitRepo({ 'a.js': `const token = '${mock('github-pat', 'small')}'\n` })
    expect(await runProgram(build.program, small.root, ['audit', '--jobs', '4'])).toMatchObject({ code: 1, stderr: '' })
    expect(await runProgram(build.program, large.root, ['audit', '--jobs', '1'])).toMatchObject({ code: 1, stderr: '' })
    expect(existsSync(mark)).toBe(false)
    await runProgram(build.program, slow.root, ['audit', '--jobs', '2'])
    expect(existsSync(mark)).toBe(true)
  })

  test.skipIf(process.platform === 'win32')('does not keep Ctrl-C waiting', async () => {
    await using build = await buildWith(`${READY}parentPort.on('message', () => { for (;;); })`)
    const { code, stderr } = await runProgram(build.program, slow.root, ['audit', '--jobs', '2'], {
      onStart: (child) => setTimeout(() => child.kill('SIGINT'), 2500),
    })
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'keywarden: stopped by SIGINT\n' })
  })
})

test('a program that uses the library comes to its end', async () => {
  const index = pathToFileURL(join(dirname(PROGRAM), 'index.js')).href
  const program = `
    import { scanRepository } from ${JSON.stringify(index)}
    const scan = async (jobs) => (await scanRepository({ source: { kind: 'history' }, jobs })).findings
    const [one, three] = [await scan(1), await scan(3)]
    console.log(one.length > 8 && JSON.stringify(one) === JSON.stringify(three) ? 'same' : 'different')`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: large.root,
    env: large.env,
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'same\n', stderr: '' })
})
