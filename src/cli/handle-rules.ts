import type { RulesRequest } from '../commands/run-rules.ts'
import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import type { Session } from './session.ts'

type ReadRequest = (invocation: Invocation) => RulesRequest

const REQUESTS = {
  'rules check': ({ operands }) => ({ verb: 'rules check', files: operands }),
  'rules list': ({ flags: { provider = null, tag = null } }) => ({ verb: 'rules list', provider, tag }),
  'rules explain': ({ operands: [ruleId = ''] }) => ({ verb: 'rules explain', ruleId }),
  'rules test': ({ operands: [ruleId = ''], flags }) => ({ verb: 'rules test', ruleId, text: readText(flags) }),
  'rules new': ({ operands: [provider = ''] }) => ({ verb: 'rules new', provider }),
  'rules import': ({ operands: [file = ''] }) => ({ verb: 'rules import', file }),
} as const satisfies Record<RulesRequest['verb'], ReadRequest>

/** Runs a verb of the rules family; the exit code. */
export async function handleRules(invocation: Invocation, session: Session): Promise<number> {
  const read: ReadRequest = REQUESTS[invocation.verb as RulesRequest['verb']]
  return answer(read(invocation), session.commands.rules, { invocation, session })
}

function readText({ text, stdin }: Flags): string | null {
  if ((text === undefined) === (stdin === undefined)) {
    throw new ScanError('USAGE', '"rules test" needs a text', { hint: 'write either --stdin or --text TEXT' })
  }
  return text ?? null
}
