import type { OutputPort, RunRequest } from '../commands/run-program-with-secrets.ts'
import { ScanError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { announceSecrets } from './announce-secrets.ts'
import { readOptions } from './handle-lookup.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import { readScanRequest } from './scan-request.ts'
import { loadConfig, type Session } from './session.ts'
import type { OutputStream, Terminal } from './terminal.ts'
import { settingsNote } from './verbose-notes.ts'
import { writeBytes } from './write-bytes.ts'

/** What shells answer where a command is not there, and where it cannot be run. */
const NOT_FOUND = 127
const NOT_RUNNABLE = 126
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command; is the name right, and is it on the PATH?',
  EACCES: 'it is not executable; chmod +x it, or name the program that reads it, such as node',
}

/** Runs a program with its secrets; its exit code. */
export async function handleRun(invocation: Invocation, session: Session): Promise<number> {
  const { terminal, messages } = session
  const { flags, operands } = invocation
  const [command = '', ...args] = operands
  if (flags.mask && flags['no-mask']) {
    throw new ScanError('USAGE', '--mask and --no-mask exclude each other', { hint: 'leave one out' })
  }
  const request: RunRequest = { command, args, ...readOptions(flags) }
  const config = await loadConfig(readScanRequest(invocation, terminal.cwd()), terminal.env)
  if (flags.verbose) await messages.say(settingsNote(config))
  const run = await session.commands.run()
  const end = await run(config, request, {
    env: terminal.env,
    now: terminal.now,
    stdout: portOf(terminal.stdout, flags),
    stderr: portOf(terminal.stderr, flags),
    onSecrets: flags['ci-masks'] ? (secrets) => announce(secrets, terminal) : null,
    signal: terminal.signal,
    takeSignals: () => signalsOf(terminal),
    onRemark: async (remark) => void (flags.quiet || (await messages.say(remark))),
  })
  if (end.kind === 'ended') return end.exitCode
  await messages.say(`${command} cannot be run: ${REASONS[end.code] ?? end.code}`)
  return end.code === 'ENOENT' ? NOT_FOUND : NOT_RUNNABLE
}

function portOf(stream: OutputStream, flags: Flags): OutputPort {
  const isMasked = flags.mask || (!flags['no-mask'] && stream.isTTY !== true)
  return isMasked ? { kind: 'masked', write: writeBytes(stream) } : { kind: 'as-it-is' }
}

async function announce(secrets: readonly Secret[], { env, stdout }: Terminal): Promise<void> {
  const lines = announceSecrets(secrets, env)
  if (lines.length > 0) await writeBytes(stdout)(Buffer.from(lines.join('')))
}

/** From now on signals are the program's. What a terminal sends it has sent to the program as well. */
function signalsOf({ takeSignals, stdout, stderr }: Terminal): (pass: (signal: NodeJS.Signals) => void) => void {
  const early: NodeJS.Signals[] = []
  let pass: ((signal: NodeJS.Signals) => void) | null = null
  takeSignals((signal) => {
    if (signal === 'SIGINT' && (stdout.isTTY || stderr.isTTY)) return
    if (pass === null) early.push(signal)
    else pass(signal)
  })
  return (started) => {
    pass = started
    for (const signal of early) started(signal)
  }
}
