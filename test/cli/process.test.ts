import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** A command that does what the variable STUB says, in place of all commands. */
const STUB = `
export async function runScan(config, environment) {
  const finding = (i) => ({
    fingerprint: 'kw1:' + i, ruleId: 'acme-token', provider: 'acme', severity: 'high', confidence: 'high', kind: 'token',
    path: 'src/' + i + '.ts', commit: null, exposure: null, redacted: 'acme_****', message: 'Acme token', reasons: [],
    startLine: 1, startColumn: 1, endLine: 1, endColumn: 9,
    exposure: null, excerpt: { firstLine: 1, lines: ['acme_****'], caretLine: 0, caretColumn: 0, caretLength: 9 },
  })
  const [what, count] = (environment.env.STUB ?? 'find 0').split(' ')
  if (what === 'hang') {
    process.stderr.write('ready\\n')
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      environment.onProgress({ objects: 1, bytes: 1, commits: 0 })
    }
  }
  if (what === 'linger') setInterval(() => {}, 1000)
  if (what === 'crash') setTimeout(() => { throw new TypeError('planted text') }, 5)
  let read = 0
  if (what === 'read') for await (const chunk of environment.stdin) read += chunk.length
  return {
    docs: new Map(),
    level: config,
    report: {
      tool: { name: 'keywarden', version: '0.0.0', rules: 'r' }, subject: { mode: 'stdin', detail: '' }, complete: true,
      summary: { objects: 1, bytes: read, commits: 0, skipped: 0, alreadyThere: 0, milliseconds: 1 },
      findings: Array.from({ length: what === 'find' ? Number(count) : 0 }, (_, i) => finding(i)),
      violations: [], suppressed: [], skipped: [], notices: [],
    },
  }
}
export { runScan as runPolicy, runScan as runRules, runScan as runBaseline }
`

let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-process-'))
  const bundle = await rolldown({
    input: MAIN,
    platform: 'node',
    onLog() {},
    plugins: [
      {
        name: 'stub-commands',
        resolveId: (id) => (/\/commands\/run-/.test(id) ? '\0stub' : null),
        load: (id) => (id === '\0stub' ? STUB : null),
      },
    ],
  })
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

interface StartOptions {
  readonly stub?: string
  readonly stdout?: number
  /** What standard input holds; null: it never ends, as in a hook. */
  readonly input?: string | null
  /** Called with the process once it says something on standard error. */
  readonly onReady?: (kill: (signal: NodeJS.Signals) => void) => void
  /** Bytes of output after which its reader goes away. */
  readonly readOnly?: number
}

function start(args: readonly string[], { stub = 'find 0', stdout, input = '', onReady, readOnly }: StartOptions) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'main.mjs'), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], STUB: stub },
      stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk
      if (readOnly !== undefined && out.length >= readOnly) child.stdout?.destroy()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (err === '') onReady?.((signal) => child.kill(signal))
      err += chunk
    })
    if (input !== null) child.stdin?.end(input)
    child.on('exit', () => child.stdin?.destroy())
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
  })
}

test('exit codes reach the shell', async () => {
  expect(await start(['scan'], {})).toMatchObject({ code: 0 })
  expect(await start(['scan'], { stub: 'find 1' })).toMatchObject({ code: 1 })
  expect(await start(['scan', '--stagd'], {})).toMatchObject({ code: 2, out: '' })
  expect(await start([], {})).toMatchObject({ code: 2, out: '' })
})

test('what a library leaves running does not keep the process alive', async () => {
  expect(await start(['scan'], { stub: 'linger' })).toMatchObject({ code: 0, signal: null })
})

test('OPS-08: a long report reaches a pipe whole', async () => {
  const { out, code } = await start(['scan', '-f', 'json'], { stub: 'find 1500' })
  expect(JSON.parse(out).findings).toHaveLength(1500)
  expect(code).toBe(1)
})

test('OPS-09: a reader that goes changes no exit code and makes no noise', async () => {
  const ended = await start(['scan', '-f', 'json'], { stub: 'find 20000', readOnly: 10 })
  expect(ended).toMatchObject({ code: 1, err: '' })
})

describe.skipIf(process.platform !== 'linux')('OPS-10: a full disk', () => {
  test.each([
    ['find 1', 1],
    ['find 0', 3],
  ])('with %s', async (stub, code) => {
    const full = openSync('/dev/full', 'w')
    const ended = await start(['scan'], { stub, stdout: full })
    closeSync(full)
    expect(ended).toMatchObject({
      code,
      err: expect.stringMatching(/^keywarden: standard output cannot be written: ENOSPC\n/),
    })
  })
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('OPS-11: %s stops a run with code %d', async (signal, code) => {
  const ended = await start(['audit'], { stub: 'hang', onReady: (kill) => kill(signal) })
  expect(ended).toEqual({ code, signal: null, out: '', err: `ready\nkeywarden: stopped by ${signal}\n` })
})

test('SEC-15: an error outside of every call fails the run, late as it is, and tells nothing', async () => {
  const { code, err } = await start(['scan'], { stub: 'crash' })
  expect(code).toBe(3)
  expect(err).not.toContain('planted')
})

test('standard input is read when it is asked for, and only then', async () => {
  const asked = await start(['scan', '--stdin', '-f', 'json'], { stub: 'read', input: 'hello' })
  expect(JSON.parse(asked.out)).toMatchObject({ summary: { bytes: 5 } })
  expect(await start(['scan', '--staged'], { input: null })).toMatchObject({ code: 0 })
})

test('a run that waits for standard input can be stopped', async () => {
  const ended = await start(['scan', '--stdin', '-v'], { stub: 'read', input: null, onReady: (kill) => kill('SIGINT') })
  expect(ended).toMatchObject({ code: 130, out: '' })
})
