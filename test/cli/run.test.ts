import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ScanError } from '../../src/model/errors.ts'
import { CONFIDENCES, SEVERITIES } from '../../src/model/rule.ts'
import { FakeStream, resultOf, runFake } from './fake-terminal.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-run-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scan = (line: string, result = resultOf({}), options = {}) =>
  runFake(line.split(' '), { cwd: folder, scan: async () => result, ...options })

const FOUND = resultOf({ findings: [['high', 'high']] })
const INCOMPLETE = resultOf({ isComplete: false })

describe('exit code', () => {
  test.each(
    SEVERITIES.flatMap((severity) =>
      CONFIDENCES.flatMap((confidence) =>
        SEVERITIES.flatMap((failOn) =>
          CONFIDENCES.map((minConfidence) => ({ severity, confidence, failOn, minConfidence })),
        ),
      ),
    ),
  )('of a finding $severity/$confidence under --fail-on $failOn --min-confidence $minConfidence', async (at) => {
    const isBadEnough = SEVERITIES.indexOf(at.severity) >= SEVERITIES.indexOf(at.failOn)
    const isSureEnough = CONFIDENCES.indexOf(at.confidence) >= CONFIDENCES.indexOf(at.minConfidence)
    const ran = await scan(
      `scan --fail-on ${at.failOn} --min-confidence ${at.minConfidence}`,
      resultOf({ findings: [[at.severity, at.confidence]] }),
    )
    expect(ran.code).toBe(isBadEnough && isSureEnough ? 1 : 0)
  })

  test.each([
    ['scan', resultOf({}), 0],
    ['scan', INCOMPLETE, 3],
    ['scan --allow-incomplete', INCOMPLETE, 0],
    ['scan', resultOf({ findings: [['low', 'certain']], isComplete: false }), 1],
    ['scan --allow-incomplete', resultOf({ findings: [['low', 'certain']], isComplete: false }), 1],
    ['scan --fail-on high', resultOf({ findings: [['low', 'certain']], isComplete: false }), 3],
    ['scan', resultOf({ violations: ['low'] }), 1],
    ['scan --fail-on medium', resultOf({ violations: ['low'] }), 0],
    ['policy', resultOf({ violations: ['high'] }), 1],
    ['audit', FOUND, 1],
    ['scan --quiet', FOUND, 1],
    ['scan --format json', FOUND, 1],
    ['scan --format sarif', FOUND, 1],
    ['scan', { ...FOUND, level: { failOn: 'critical', minConfidence: 'low' } as const }, 0],
    ['scan --fail-on critical', { ...FOUND, level: { failOn: 'low', minConfidence: 'low' } as const }, 1],
    ['rules check', resultOf({}), 1],
    ['baseline list', resultOf({}), 0],
    ['scan --version', resultOf({}), 0],
    ['--version', resultOf({}), 0],
    ['scan --help', resultOf({}), 0],
    ['help', resultOf({}), 0],
    ['scan --stagd', resultOf({}), 2],
    ['scan --staged=maybe', resultOf({}), 2],
    ['scan -', resultOf({}), 2],
    ['--quiet scan -', resultOf({}), 2],
    ['scna', resultOf({}), 2],
    ['scan --staged --range A..B', resultOf({}), 2],
    ['scan --format xml', resultOf({}), 2],
    ['scan --config absent.toml', resultOf({}), 2],
    ['audit absent', resultOf({}), 2],
    ['scan --quiet --verbose', resultOf({}), 2],
  ])('of "%s" (case %#)', async (line, result, code) => {
    expect((await scan(line, result)).code).toBe(code)
  })

  test('of no verb is 2, with the help on standard error', async () => {
    const ran = await runFake([])
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('keywarden scan') })
  })

  test.each([
    ['USAGE', 2],
    ['CONFIG_INVALID', 2],
    ['NOT_A_REPOSITORY', 2],
    ['GIT_FAILED', 3],
    ['SHALLOW_CLONE', 3],
    ['INTERNAL', 3],
  ] as const)('of a ScanError %s is %d', async (code, exitCode) => {
    const fail = async () => {
      throw new ScanError(code, 'it broke', { hint: 'mend it' })
    }
    const ran = await runFake(['scan'], { scan: fail, cwd: folder })
    expect(ran).toMatchObject({ code: exitCode, out: '', err: 'keywarden: it broke\nkeywarden: mend it\n' })
  })

  test('of any other error is 3, whatever --allow-incomplete says', async () => {
    const fail = async () => {
      throw new TypeError('x')
    }
    expect((await runFake(['scan', '--allow-incomplete'], { scan: fail, cwd: folder })).code).toBe(3)
  })
})

describe('SEC-15: an unforeseen error', () => {
  const planted = ['ghp', 'x'.repeat(36)].join('_')

  test.each([[[]], [['--verbose']]])('tells no part of its message, flags %j', async (flags) => {
    const fail = async () => {
      throw Object.assign(new SyntaxError(`Unexpected token in "${planted}"\n    at ${planted} (${planted}.js:1:2)`), {
        code: planted,
        cause: new Error(planted),
        [planted]: planted,
      })
    }
    const ran = await runFake(['scan', ...flags], { scan: fail, cwd: folder })
    expect(ran.err + ran.out).not.toContain(planted)
    expect(ran.err).toContain('keywarden: internal error: SyntaxError')
    expect(ran.code).toBe(3)
  })

  test('tells its place with --verbose only', async () => {
    const fail = async () => JSON.parse('{')
    const brief = await runFake(['scan'], { scan: fail, cwd: folder })
    expect(brief.err).toBe('keywarden: internal error: SyntaxError\n')
    const verbose = await runFake(['scan', '-v'], { scan: fail, cwd: folder })
    expect(verbose.err).toMatch(/internal error: SyntaxError at [\w.-]+:\d+:\d+\n/)
  })

  test('is told even if it is no error at all', async () => {
    const fail = async () => Promise.reject(planted)
    const ran = await runFake(['scan'], { scan: fail, cwd: folder })
    expect(ran).toMatchObject({ code: 3, err: 'keywarden: internal error: Error\n' })
  })
})

describe('messages', () => {
  test('never begin with foreign text, and hold no control characters', async () => {
    const fail = async () => {
      throw new ScanError('UNREADABLE', 'a\n::stop-commands::x\n##[error]y\r\u001b[31m', { hint: 'b' })
    }
    const { err } = await runFake(['scan'], { scan: fail, cwd: folder })
    for (const line of err.trimEnd().split('\n')) expect(line).toMatch(/^keywarden: [^\u0000-\u001f]*$/)
    expect(err).not.toContain('##[error]')
  })

  test('of a ScanError name the cause with --verbose', async () => {
    const fail = async () => {
      const cause = Object.assign(new Error('secret'), { code: 'EACCES' })
      throw new ScanError('UNREADABLE', 'it broke', { hint: 'mend it', cause })
    }
    expect((await runFake(['scan', '-v'], { scan: fail, cwd: folder })).err).toContain(
      'it broke (UNREADABLE: Error EACCES)',
    )
  })
})

describe('what is scanned', () => {
  test.each([
    ['scan', { kind: 'work-tree' }],
    ['scan a b', { kind: 'paths', paths: ['a', 'b'] }],
    ['scan -- --staged', { kind: 'paths', paths: ['--staged'] }],
    ['scan --staged', { kind: 'staged' }],
    ['scan --staged a b', { kind: 'staged' }],
    ['scan --range A..B', { kind: 'range', range: 'A..B' }],
    ['scan --stdin', { kind: 'stdin', filename: 'stdin' }],
    ['scan --stdin --stdin-filename .env', { kind: 'stdin', filename: '.env' }],
    ['scan --pre-push', { kind: 'push', remote: '' }],
    ['scan --pre-push origin https://example.com/a.git', { kind: 'push', remote: 'origin' }],
    ['ci', { kind: 'range', range: '' }],
    ['ci --range A..B', { kind: 'range', range: 'A..B' }],
    ['audit', { kind: 'history' }],
    ['policy', { kind: 'work-tree' }],
  ])('%s', async (line, source) => {
    expect((await scan(line)).configs[0]?.source).toEqual(source)
  })

  test.each([
    ['scan --staged --stdin', '--staged and --stdin exclude each other'],
    ['scan --range A..B --stdin', '--range and --stdin exclude each other'],
    ['scan --range A..B a', '--range and paths exclude each other'],
    ['scan --stdin a', '--stdin and paths exclude each other'],
    ['scan --stdin-filename a', '--stdin-filename counts only with --stdin'],
    ['scan --fail-on none', '--fail-on has an unknown value'],
    ['scan --min-confidence 1', '--min-confidence has an unknown value'],
    ['scan --max-findings=-1', '--max-findings is not a number'],
    ['scan --max-findings many', '--max-findings is not a number'],
    ['scan --jobs 0', '--jobs takes a number of threads'],
    ['audit --jobs=-2', '--jobs takes a number of threads'],
    ['ci --jobs 1.5', '--jobs takes a number of threads'],
    ['scan --output json', '--output needs a format and a path'],
    ['scan --output json=', '--output needs a format and a path'],
    ['scan --output json=-', '--output writes to files only'],
    ['scan --output xml=a', '--output names no known format'],
    ['scan --output json=a --output sarif=./a', 'two reports would go to one file'],
    ['rules list --format sarif', '--format names no format of this verb'],
    ['rules test a', '"rules test" needs a text'],
    ['rules test a --stdin --text b', '"rules test" needs a text'],
    ['baseline create --expires 2030-02-30', '--expires is not a date'],
    ['policy --dry-run', '--dry-run counts only with --fix'],
    ['policy --fix --output json=a', '--output and --fix exclude each other'],
    ['policy --fix --format sarif', '--format names no format of this verb'],
    ['init --skip everything', '--skip names no part of init'],
    ['init --yes --dry-run', '--dry-run and --yes exclude each other'],
  ])('"%s" is refused before anything is read', async (line, message) => {
    const ran = await scan(line)
    expect(ran).toMatchObject({ code: 2, out: '', configs: [], err: expect.stringContaining(`keywarden: ${message}`) })
  })

  test('flags stand above keywarden.toml, whose folder is found', async () => {
    const repo = mkdtempSync(join(folder, 'repo-'))
    writeFileSync(join(repo, 'keywarden.toml'), 'fail-on = "high"\nmin-confidence = "low"\n')
    const ran = await runFake(['scan', '--fail-on', 'medium', '--no-baseline', '--strict-checksums'], { cwd: repo })
    expect(ran.configs[0]).toMatchObject({
      failOn: 'medium',
      minConfidence: 'low',
      baseline: '',
      strictChecksums: true,
      root: repo,
      cwd: repo,
      origin: { kind: 'repository', file: join(repo, 'keywarden.toml') },
    })
    const audited = await runFake(['audit', repo], { cwd: folder })
    expect(audited.configs[0]).toMatchObject({ failOn: 'high', root: repo, cwd: repo })
  })

  test('requests of the other verbs', async () => {
    const requests = async (...argv: string[]) => (await runFake(argv, { cwd: folder })).requests
    expect(await requests('rules', 'check', 'a.toml')).toEqual([{ verb: 'rules check', files: ['a.toml'] }])
    expect(await requests('rules', 'test', 'a', '--stdin')).toEqual([{ verb: 'rules test', ruleId: 'a', text: null }])
    expect(await requests('rules', 'new', 'acme')).toEqual([{ verb: 'rules new', provider: 'acme' }])
    expect(await requests('baseline', 'add', 'kw1:a', '--reason', 'r', '--expires', '2030-02-28')).toEqual([
      { verb: 'baseline add', fingerprints: ['kw1:a'], reason: 'r', owner: null, expires: '2030-02-28' },
    ])
  })
})

describe('output', () => {
  test('the report goes to standard output, nothing else does', async () => {
    const ran = await scan('scan --format json', FOUND)
    expect(JSON.parse(ran.out).findings).toHaveLength(1)
    expect(ran.err).toBe('')
  })

  test('--quiet prints nothing when all is well, and the report when not', async () => {
    expect(await scan('scan -q')).toMatchObject({ out: '', err: '' })
    expect((await scan('scan -q', FOUND)).out).toContain('acme-token')
    expect((await scan('scan -q', INCOMPLETE)).out).toContain('a.bin')
    expect(JSON.parse((await scan('scan -q -f json')).out).findings).toEqual([])
  })

  test('--output writes files beside it and changes no exit code', async () => {
    const ran = await scan('scan --output json=out/a.json -o sarif=b.sarif', FOUND)
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('acme-token')
    expect(JSON.parse(readFileSync(join(folder, 'out', 'a.json'), 'utf8')).findings).toHaveLength(1)
    expect(JSON.parse(readFileSync(join(folder, 'b.sarif'), 'utf8')).version).toBe('2.1.0')
  })

  test('on GitHub, ci writes annotations unless it is told otherwise', async () => {
    const env = { GITHUB_ACTIONS: 'true' }
    expect((await scan('ci', FOUND, { env })).out).toMatch(/^::error /)
    expect(JSON.parse((await scan('ci -f json', FOUND, { env })).out).findings).toHaveLength(1)
    expect((await scan('scan', FOUND, { env })).out).not.toContain('::error')
  })

  test('a text report in a file has no colours', async () => {
    await scan('scan --color -o text=c.txt', FOUND)
    expect(readFileSync(join(folder, 'c.txt'), 'utf8')).not.toContain('\u001b')
  })

  test.each([
    [FOUND, 1],
    [resultOf({}), 3],
  ])('a file that cannot be written does not pass for clean (case %#)', async (result, code) => {
    const ran = await scan(`scan --output json=${folder}`, result)
    expect(ran).toMatchObject({ code, err: expect.stringContaining('cannot be written: EISDIR') })
    expect(ran.out).not.toBe('')
  })

  test.each([
    ['EPIPE', FOUND, 1, ''],
    ['EPIPE', resultOf({}), 0, ''],
    ['EPIPE', INCOMPLETE, 3, ''],
    ['ENOSPC', FOUND, 1, 'keywarden: standard output cannot be written: ENOSPC'],
    ['ENOSPC', resultOf({}), 3, 'keywarden: standard output cannot be written: ENOSPC'],
  ])('OPS-09/10: %s on standard output (case %#)', async (fail, result, code, message) => {
    const stdout = Object.assign(new FakeStream(), { fail })
    const ran = await scan('scan', result, { stdout })
    expect(ran.code).toBe(code)
    expect(ran.err.split('\n')[0]).toBe(message)
  })

  test('a standard error that is gone changes nothing', async () => {
    const stderr = Object.assign(new FakeStream(), { fail: 'EPIPE' })
    expect(await scan('scan --verbose', FOUND, { stderr })).toMatchObject({ code: 1 })
  })

  test('--verbose tells what was read and skipped', async () => {
    const { err } = await scan('scan --staged --verbose x.ts', INCOMPLETE)
    expect(err).toContain('settings: defaults')
    expect(err).toContain('names behind it (1) do not narrow it')
    expect(err).toContain('skipped a.bin: could not be read (EACCES)')
    expect(err).toContain('scanned 3 contents (30 B) in 5 ms')
  })

  test.each([
    ['policy --fix', 'write'],
    ['policy --fix --dry-run', 'dry-run'],
  ])('%s mends in the mode %s', async (line, mode) => {
    expect(await scan(line)).toMatchObject({ code: 0, out: 'done:\n', requests: [{ mode }] })
  })

  test('other verbs print lines made safe, or JSON', async () => {
    expect((await scan('rules check')).out).toBe('a rule\\x1b[31m\n')
    expect(JSON.parse((await scan('rules check --format json')).out)).toEqual({ rules: ['a'] })
    expect((await scan('baseline list --quiet')).out).toBe('an entry\n')
  })
})

describe('the way out of a hook', () => {
  test.each([
    ['1', 0, 0],
    ['yes', 0, 0],
    ['', 1, 1],
    ['0', 1, 1],
    ['false', 1, 1],
  ])('SKIP_KEYWARDEN=%j', async (value, code, scans) => {
    const ran = await scan('scan --staged', FOUND, { env: { SKIP_KEYWARDEN: value } })
    expect([ran.code, ran.configs.length]).toEqual([code, scans])
    expect(ran.err).toContain(scans === 0 ? 'SKIP_KEYWARDEN is set' : 'git commit -n')
  })

  test('is told where a push is blocked', async () => {
    expect((await scan('scan --pre-push', FOUND)).err).toContain('git push --no-verify, or SKIP_KEYWARDEN=1 git push')
    expect(await scan('scan --pre-push', FOUND, { env: { SKIP_KEYWARDEN: '1' } })).toMatchObject({ code: 0 })
  })

  test.each(['scan', 'scan --range A..B', 'ci', 'audit', 'scan --stdin', 'scan x'])(
    'does not exist for "%s"',
    async (line) => {
      expect((await scan(line, FOUND, { env: { SKIP_KEYWARDEN: '1' } })).code).toBe(1)
    },
  )

  test('is told where a commit is blocked, and only there', async () => {
    const wayOut = 'git commit -n, or SKIP_KEYWARDEN=1 git commit; CI still checks it'
    expect((await scan('scan --staged', FOUND)).err).toContain(wayOut)
    expect((await scan('scan --staged', INCOMPLETE)).err).toContain(wayOut)
    expect((await scan('scan --staged')).err).toBe('')
    expect((await scan('scan', FOUND)).err).toBe('')
    const fail = async () => {
      throw new ScanError('GIT_FAILED', 'git broke', { hint: 'mend it' })
    }
    expect((await runFake(['scan', '--staged'], { scan: fail, cwd: folder })).err).toMatch(
      /git broke\n.*\n.*git commit -n/,
    )
  })
})

describe('OPS-11: a run that is stopped', () => {
  test('ends with the code of the signal although the command never does', async () => {
    const abort = new AbortController()
    const stuck = () => {
      abort.abort({ says: 'stopped by SIGTERM', exitCode: 143 })
      return new Promise<never>(() => {})
    }
    const ran = await runFake(['scan', '--staged'], { scan: stuck, signal: abort.signal, cwd: folder })
    expect(ran).toMatchObject({ code: 143, out: '', err: 'keywarden: stopped by SIGTERM\n' })
  })

  test('prints no report and no other error', async () => {
    const abort = new AbortController()
    const late = async () => {
      abort.abort({ says: 'stopped by SIGINT', exitCode: 130 })
      return FOUND
    }
    const ran = await runFake(['scan'], { scan: late, signal: abort.signal, cwd: folder })
    expect(ran).toMatchObject({ out: '', err: 'keywarden: stopped by SIGINT\n' })
  })

  test('hands the signal to the command', async () => {
    const abort = new AbortController()
    let handed: AbortSignal | null = null
    await runFake(['scan'], {
      signal: abort.signal,
      cwd: folder,
      scan: async (_config, signal) => {
        handed = signal
        return resultOf({})
      },
    })
    expect(handed).toBe(abort.signal)
  })
})
