import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Where emulators are installed: ignored by git, kept between runs, gone with `npm ci`. */
export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/keywarden-emulators', import.meta.url))

/** A server that a run of tests has started on 127.0.0.1. */
export interface Emulator {
  readonly url: string
  readonly caFile?: string
  stop(): Promise<void>
}

/** Why an emulator is not there; its tests then count as skipped. */
export class NotHere extends Error {}

/** Runs an installation or a question to its end; its output. */
export async function runTool(command: string, args: readonly string[], minutes: number): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, {
      timeout: minutes * 60_000,
      maxBuffer: 2 ** 24,
    })
    return stdout + stderr
  } catch (error) {
    const { code, killed, ...said } = error as { code?: string | number; killed?: boolean } & Record<string, unknown>
    const text = `${said['stderr']}\n${said['stdout']}`
    const last = (/unable to find.*|could not.*/i.exec(text) ?? /error.*/i.exec(text))?.[0] ?? ''
    const why = killed
      ? `took more than ${minutes} minutes`
      : code === 'ENOENT'
        ? 'is not installed'
        : `failed: ${last.slice(0, 200)}`
    throw new NotHere(`${command.split('/').at(-1)} ${why}`)
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a server and waits until it answers, a minute at most. */
export async function startServer(
  command: string,
  args: readonly string[],
  isReady: () => Promise<unknown>,
): Promise<() => Promise<void>> {
  const child = spawn(command, args, { cwd: tmpdir(), stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill('SIGKILL')) // whatever ends the run of tests
  const stop = () => end(child, gone)
  const until = Date.now() + 60_000
  while (Date.now() < until && child.exitCode === null) {
    if (
      await isReady().then(
        () => true,
        () => false,
      )
    )
      return stop
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new NotHere(`${[command, ...args].map((arg) => arg.split('/').at(-1)).join(' ')} does not answer`)
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
  if (child.exitCode === null && child.signalCode === null) await gone
  clearTimeout(timer)
}

/** A folder or file of the cache. */
export function cached(...names: readonly string[]): string {
  return join(CACHE, ...names)
}
