import type { BaselineRequest, EntryDetails } from '../commands/run-baseline.ts'
import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import type { Session } from './session.ts'

type ReadRequest = (invocation: Invocation) => BaselineRequest

const REQUESTS = {
  'baseline create': ({ flags }) => ({ verb: 'baseline create', ...readDetails(flags) }),
  'baseline add': ({ flags, operands }) => ({ verb: 'baseline add', fingerprints: operands, ...readDetails(flags) }),
  'baseline prune': () => ({ verb: 'baseline prune' }),
  'baseline list': () => ({ verb: 'baseline list' }),
} as const satisfies Record<BaselineRequest['verb'], ReadRequest>

/** Runs a verb of the baseline family; the exit code. */
export async function handleBaseline(invocation: Invocation, session: Session): Promise<number> {
  const read: ReadRequest = REQUESTS[invocation.verb as BaselineRequest['verb']]
  return answer(read(invocation), session.commands.baseline, { invocation, session })
}

function readDetails({ reason, owner, expires }: Flags): EntryDetails {
  if (expires !== undefined && !isDay(expires)) {
    throw new ScanError('USAGE', '--expires is not a date', { hint: 'write it as YYYY-MM-DD' })
  }
  return { reason: reason ?? null, owner: owner ?? null, expires: expires ?? null }
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
