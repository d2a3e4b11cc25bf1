import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isolatedEnvironment } from './git-repo.ts'

/** The built command. */
export const PROGRAM = fileURLToPath(new URL('../../dist/keywarden.cjs', import.meta.url))

/** How a run of the command ended. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What of a finding the tests look at. */
export interface ShownFinding {
  readonly ruleId: string
  readonly path: string
  readonly commit?: string
  readonly startLine: number
  readonly startColumn: number
  readonly fingerprint: string
}

/** What of a JSON report the tests look at. */
export interface ShownReport {
  readonly complete: boolean
  readonly findings: readonly ShownFinding[]
  readonly suppressed: readonly { readonly kind: string; readonly reason: string }[]
  readonly violations: readonly { readonly policyId: string; readonly path?: string }[]
  readonly skipped: readonly { readonly reason: string; readonly path?: string }[]
  readonly notices: readonly string[]
  readonly summary: { readonly objects: number; readonly commits: number; readonly alreadyThere: number }
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** Called with the process as it starts. */
  readonly onStart?: (child: ChildProcess) => void
}

/** Runs the built command. */
export function keywarden(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return runProgram(PROGRAM, cwd, args, options)
}

/** Runs a script of Node's, such as the built command at another place. */
export function runProgram(
  program: string,
  cwd: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...isolatedEnvironment(), ...options.env },
    })
    options.onStart?.(child)
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
    child.stdin.end(options.input ?? '')
  })
}

/** Runs a scan and reads its JSON report. */
export async function scanned(cwd: string, ...args: readonly string[]): Promise<ShownReport> {
  const { stdout, stderr } = await keywarden(cwd, [...args, '--format', 'json'])
  if (stdout === '') throw new Error(`no report: ${stderr}`)
  return JSON.parse(stdout) as ShownReport
}
