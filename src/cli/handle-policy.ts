import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import { helpHint, type Invocation } from './invocation.ts'
import type { OptionName } from './options.ts'
import type { Session } from './session.ts'

/** Options that shape a report, of which mending makes none. */
const OF_REPORTS = [
  'output',
  'max-findings',
  'include-suppressed',
  'min-confidence',
] as const satisfies readonly OptionName[]

/** Mends what breaks policies, or tells how; the exit code. */
export async function handlePolicy(invocation: Invocation, session: Session): Promise<number> {
  const { flags } = invocation
  if (!flags.fix) throw usage('--dry-run counts only with --fix', 'without --fix nothing is changed anyway')
  const idle = OF_REPORTS.find((name) => flags[name] !== undefined)
  if (idle !== undefined) throw usage(`--${idle} and --fix exclude each other`, 'run keywarden policy for a report')
  const request = { mode: flags['dry-run'] ? 'dry-run' : 'write' } as const
  return answer(request, session.commands.mendPolicy, { invocation, session })
}

function usage(says: string, hint: string): ScanError {
  return new ScanError('USAGE', says, { hint: `${hint}; ${helpHint('policy')}` })
}
