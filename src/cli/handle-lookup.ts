import type { LookupOptions, LookupRequest } from '../commands/run-lookup.ts'
import { answer } from './answer.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import type { Session } from './session.ts'

type ReadRequest = (invocation: Invocation) => LookupRequest

const REQUESTS = {
  'secrets check': ({ flags }) => ({ verb: 'secrets check', ...readOptions(flags) }),
  'secrets explain': ({ flags, operands: [key = ''] }) => ({ verb: 'secrets explain', key, ...readOptions(flags) }),
  'secrets types': ({ operands: [file = null] }) => ({ verb: 'secrets types', file }),
} as const satisfies Record<LookupRequest['verb'], ReadRequest>

/** Runs a verb that looks up secrets; the exit code. */
export async function handleLookup(invocation: Invocation, session: Session): Promise<number> {
  const read: ReadRequest = REQUESTS[invocation.verb as LookupRequest['verb']]
  return answer(read(invocation), session.commands.lookup, { invocation, session })
}

/** What `--env` and `--offline` say. */
export function readOptions({ env, offline }: Flags): LookupOptions {
  return { environment: env ?? null, mode: offline ? 'offline' : 'online' }
}
