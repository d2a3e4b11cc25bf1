import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import { helpHint, type Invocation } from './invocation.ts'
import type { OptionName } from './options.ts'
import { readPlace } from './read-place.ts'
import type { Session } from './session.ts'

/** What a report takes and an explanation has no use for. */
const OF_REPORTS: readonly OptionName[] = [
  'output',
  'max-findings',
  'include-suppressed',
  'allow-incomplete',
  'fail-on',
]

/** Runs `scan --explain`; the exit code, 0 whatever stands on the line. */
export async function handleExplain(invocation: Invocation, session: Session): Promise<number> {
  const { flags } = invocation
  const useless = OF_REPORTS.find((name) => flags[name] !== undefined)
  if (useless !== undefined) {
    throw new ScanError('USAGE', `--explain and --${useless} exclude each other`, { hint: helpHint('scan') })
  }
  return answer(readPlace(flags.explain ?? ''), session.commands.explain, { invocation, session })
}
