import { EventEmitter } from 'node:events'
import type { Commands, RunFix } from '../../src/cli/commands.ts'
import { run } from '../../src/cli/run.ts'
import type { Keyboard, OutputStream, Terminal } from '../../src/cli/terminal.ts'
import type { ScanOutcome } from '../../src/commands/run-scan.ts'
import type { VerbResult } from '../../src/commands/verb-result.ts'
import type { Config } from '../../src/config/config.ts'
import type { Finding, Violation } from '../../src/model/finding.ts'
import type { Confidence, Severity } from '../../src/model/rule.ts'
import type { ScanReport } from '../../src/model/scan-report.ts'

/** A stream that keeps what it is given; `fail` makes it refuse with that code. */
export class FakeStream implements OutputStream {
  text = ''
  isTTY = false
  columns = 0
  fail: string | null = null

  write(text: string, callback: (error?: Error | null) => void): boolean {
    if (this.fail === null) this.text += text
    const error = this.fail === null ? null : Object.assign(new Error('refused'), { code: this.fail })
    setImmediate(callback, error)
    return error === null
  }

  on(): this {
    return this
  }
}

/** Keys that are typed by `emit('data', …)`. */
export class FakeKeyboard extends EventEmitter {
  readonly modes: boolean[] = []

  setRawMode(mode: boolean): void {
    this.modes.push(mode)
  }

  resume(): void {}

  pause(): void {}
}

/** What a command returns; without a level, that of the config counts. */
export type ScanResult = Omit<ScanOutcome, 'level'> & Partial<Pick<ScanOutcome, 'level'>>

/** What a run in a fake terminal left behind. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly configs: readonly Config[]
  readonly requests: readonly unknown[]
}

export interface FakeOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly stdout?: FakeStream
  readonly stderr?: FakeStream
  readonly signal?: AbortSignal
  /** What is typed, by somebody who sits there. */
  readonly stdin?: AsyncIterable<Uint8Array>
  readonly fix?: RunFix
  readonly scan?: (config: Config, signal: AbortSignal | null) => Promise<ScanResult>
  readonly now?: () => number
}

function answered(verb: string): VerbResult {
  return { lines: [verb], data: { verb }, outcome: 'passed', purpose: 'content' }
}

/** Runs a command line with commands that return what they are told to. */
export async function runFake(argv: readonly string[], options: FakeOptions = {}): Promise<Ran> {
  const stdout = options.stdout ?? new FakeStream()
  const stderr = options.stderr ?? new FakeStream()
  const configs: Config[] = []
  const requests: unknown[] = []
  const scan = options.scan ?? (async () => resultOf({}))
  const commands: Commands = {
    scan: async () => async (config, environment) => {
      configs.push(config)
      environment.onProgress({ objects: 1, bytes: 2, commits: 0 })
      return { level: config, ...(await scan(config, environment.signal)) }
    },
    ci: async () => async (config) => {
      configs.push(config)
      return { level: config, ...(await scan(config, null)) }
    },
    policy: async () => async (config) => {
      configs.push(config)
      return { level: config, ...(await scan(config, null)) }
    },
    init: async () => async () => answered('init'),
    doctor: async () => async () => answered('doctor'),
    uninstall: async () => async () => answered('uninstall'),
    rules: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['a rule\u001b[31m'], data: { rules: ['a'] }, outcome: 'failed', purpose: 'verdict' }
    },
    mendPolicy: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['done:'], data: { done: [] }, outcome: 'passed', purpose: 'verdict' }
    },
    explain: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['a line'], data: {}, outcome: 'passed', purpose: 'content' }
    },
    baseline: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['an entry'], data: [], outcome: 'passed', purpose: 'content' }
    },
    fix: async () => async (config, request, environment) => {
      configs.push(config)
      requests.push(request)
      if (options.fix === undefined) throw new Error('nothing to fix is given')
      return options.fix(config, request, environment)
    },
    rotate: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['a step'], data: {}, outcome: 'passed', purpose: 'content' }
    },
    stores: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['a store'], data: {}, outcome: 'passed', purpose: 'content' }
    },
    lookup: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { lines: ['a key'], data: {}, outcome: 'incomplete', purpose: 'verdict' }
    },
    run: async () => async (config, request) => {
      configs.push(config)
      requests.push(request)
      return { kind: 'ended', exitCode: 7 }
    },
    redact: async () => async (config) => void configs.push(config),
  }
  const terminal: Terminal = {
    argv,
    env: options.env ?? {},
    cwd: () => options.cwd ?? '/',
    stdin: options.stdin ?? (async function* () {})(),
    keyboard: () => (options.stdin === undefined ? null : ({} as Keyboard)),
    stdout,
    stderr,
    isStdoutFile: () => false,
    now: options.now ?? (() => 0),
    today: '2030-01-01',
    signal: options.signal ?? new AbortController().signal,
    takeSignals: () => {},
  }
  const code = await run(terminal, commands)
  return { code, out: stdout.text, err: stderr.text, configs, requests }
}

/** A scan's result with a finding or violation for each severity that is named. */
export function resultOf(parts: {
  readonly findings?: readonly (readonly [Severity, Confidence])[]
  readonly violations?: readonly Severity[]
  readonly isComplete?: boolean
}): ScanResult {
  const report: ScanReport = {
    tool: { name: 'keywarden', version: '0.0.0', rules: 'r1' },
    subject: { mode: 'work-tree', detail: '' },
    complete: parts.isComplete ?? true,
    summary: { objects: 3, bytes: 30, commits: 0, skipped: 0, alreadyThere: 0, milliseconds: 5 },
    findings: (parts.findings ?? []).map(([severity, confidence], i) => findingOf(severity, confidence, i + 1)),
    violations: (parts.violations ?? []).map(violationOf),
    suppressed: [],
    skipped:
      parts.isComplete === false
        ? [{ type: 'skip', path: 'a.bin', commit: null, reason: 'unreadable', detail: 'EACCES' }]
        : [],
    notices: [],
  }
  return { report, docs: new Map() }
}

function findingOf(severity: Severity, confidence: Confidence, line: number): Finding {
  return {
    fingerprint: `kw1:${line}`,
    ruleId: 'acme-token',
    provider: 'acme',
    severity,
    confidence,
    kind: 'token',
    path: 'src/a.ts',
    commit: null,
    exposure: null,
    redacted: 'acme_****',
    message: 'Acme token',
    reasons: [],
    startLine: line,
    startColumn: 1,
    endLine: line,
    endColumn: 9,
    excerpt: { firstLine: line, lines: ['acme_****'], caretLine: 0, caretColumn: 0, caretLength: 9 },
  }
}

function violationOf(severity: Severity): Violation {
  return {
    policyId: 'env-tracked',
    severity,
    path: '.env',
    line: null,
    message: 'tracked',
    remedy: 'git rm --cached .env',
  }
}
