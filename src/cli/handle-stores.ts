import type { StoresRequest } from '../commands/run-stores.ts'
import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import { promptSecret } from './prompt-secret.ts'
import type { Session } from './session.ts'

type ReadRequest = (invocation: Invocation, session: Session) => StoresRequest

const REQUESTS = {
  'secrets set': ({ flags, operands }) => ({ verb: 'secrets set', key: readKey(operands), ...readStore(flags) }),
  'secrets get': readGet,
  'secrets list': ({ flags, operands }) => ({
    verb: 'secrets list',
    key: operands.length === 0 ? null : readKey(operands),
    ...readStore(flags),
  }),
  'secrets push': ({ flags, operands: [file = null] }) => ({
    verb: 'secrets push',
    file,
    mode: readMode(flags),
    guard: flags.force ? 'none' : 'placeholders',
    ...readStore(flags),
  }),
  'secrets pull': ({ flags, operands: [file = null] }) => ({
    verb: 'secrets pull',
    file,
    mode: readMode(flags),
    guard: flags.force ? 'none' : 'git',
    ...readStore(flags),
  }),
} as const satisfies Record<StoresRequest['verb'], ReadRequest>

/** Runs a verb that reads or writes a store; the exit code. */
export async function handleStores(invocation: Invocation, session: Session): Promise<number> {
  const verb = invocation.verb as StoresRequest['verb']
  const read: ReadRequest = REQUESTS[verb]
  const request = read(invocation, session)
  const answering = verb === 'secrets set' ? askingFor(readKey(invocation.operands), session) : session
  return answer(request, session.commands.stores, { invocation, session: answering })
}

/** The same session, with what is typed at the terminal in place of standard input. */
export function askingFor(key: string, session: Session, what = 'Value'): Session {
  const { terminal } = session
  const keyboard = terminal.keyboard()
  if (keyboard === null) return session
  const typed = {
    async *[Symbol.asyncIterator]() {
      yield Buffer.from(await promptSecret(`${what} of ${key}, not shown: `, keyboard, terminal))
    },
  }
  return { ...session, terminal: { ...terminal, stdin: typed } }
}

function readGet({ flags, operands }: Invocation, { terminal }: Session): StoresRequest {
  if (!flags.reveal && (!terminal.stdout.isTTY || flags.format === 'json')) {
    throw new ScanError('USAGE', 'the value would leave the terminal', {
      hint: 'add --reveal to print it into a file or a pipe; `keywarden secrets run` hands it to a program without',
    })
  }
  return { verb: 'secrets get', key: readKey(operands), ...readStore(flags) }
}

function readStore({ store, env }: Flags): Pick<StoresRequest, 'store' | 'environment'> {
  return { store: store ?? null, environment: env ?? null }
}

/** What is no name is not repeated: it may be a value. */
function readKey([key = '']: readonly string[]): string {
  if (/^[A-Za-z_][\w.-]{0,254}$/.test(key)) return key
  throw new ScanError('USAGE', 'that is no name of a key', { hint: 'write a name such as DATABASE_URL, no value' })
}

function readMode(flags: Flags): 'plan' | 'apply' {
  if (flags.yes && flags['dry-run']) {
    throw new ScanError('USAGE', '--dry-run and --yes exclude each other', { hint: 'leave one out' })
  }
  return flags.yes ? 'apply' : 'plan'
}
