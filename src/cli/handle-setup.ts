import type { DoctorRequest } from '../commands/run-doctor.ts'
import type { InitRequest } from '../commands/run-init.ts'
import { SETUP_PARTS, type SetupPart } from '../commands/setup/setup-parts.ts'
import { ScanError } from '../model/errors.ts'
import { showSafe } from '../report/show-safe.ts'
import { answer } from './answer.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import type { Session } from './session.ts'

/** Runs init, doctor or uninstall; the exit code. */
export async function handleSetup(invocation: Invocation, session: Session): Promise<number> {
  const { commands } = session
  const { flags } = invocation
  const context = { invocation, session }
  if (invocation.verb === 'init') return answer(readInit(flags, session), commands.init, context)
  if (invocation.verb === 'doctor') return answer(machine(), commands.doctor, context)
  return answer({ mode: flags['dry-run'] ? 'dry-run' : 'write' } as const, commands.uninstall, context)
}

function machine(): DoctorRequest {
  return { node: process.version, system: process.platform === 'win32' ? 'windows' : 'posix' }
}

function readInit(flags: Flags, session: Session): InitRequest {
  if (flags['dry-run'] && flags.yes) {
    throw new ScanError('USAGE', '--dry-run and --yes exclude each other', { hint: 'leave one out' })
  }
  return {
    skip: (flags.skip ?? []).map(readPart),
    baseline: flags['with-baseline'] ? 'create' : 'leave',
    mode: flags['dry-run'] ? 'dry-run' : flags.yes ? 'write' : 'ask',
    confirm: (lines) => confirm(lines, session),
  }
}

function readPart(name: string): SetupPart {
  const part = SETUP_PARTS.find((known) => known === name)
  if (part !== undefined) return part
  throw new ScanError('USAGE', '--skip names no part of init', { hint: `write one of ${SETUP_PARTS.join(', ')}` })
}

/** Asks a person; where there is none, nothing may be written unasked. */
async function confirm(lines: readonly string[], { terminal, messages, output }: Session): Promise<boolean> {
  if (!terminal.stdout.isTTY) {
    throw new ScanError('USAGE', 'init writes files, and nobody is here to be asked', {
      hint: 'add --yes to write, or --dry-run to see what it would write',
    })
  }
  await output.print(lines.map((line) => `${showSafe(line)}\n`))
  await messages.say('write this? [y/N]')
  let answered = ''
  for await (const chunk of terminal.stdin) {
    answered += Buffer.from(chunk).toString('utf8')
    if (answered.includes('\n')) break
  }
  return /^\s*y(?:es)?\s*$/i.test(answered.split('\n')[0] ?? '')
}
