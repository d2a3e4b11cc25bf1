import type { DueRequest, RotateRequest, StoreFlags } from '../commands/run-rotate.ts'
import { ScanError } from '../model/errors.ts'
import { answer } from './answer.ts'
import { askingFor } from './handle-stores.ts'
import type { Invocation } from './invocation.ts'
import type { Flags } from './options.ts'
import type { Session } from './session.ts'

/** Runs a verb about the age and the change of secrets; the exit code. */
export async function handleRotate(invocation: Invocation, session: Session): Promise<number> {
  const request = invocation.verb === 'secrets due' ? readDue(invocation) : readRotate(invocation)
  const asks = request.verb === 'secrets rotate' && request.value.kind === 'stdin'
  const answering = asks ? askingFor(request.key ?? 'the key', session, 'New value') : session
  return answer(request, session.commands.rotate, { invocation, session: answering })
}

function readDue({ flags }: Invocation): DueRequest {
  return { verb: 'secrets due', ...readStore(flags) }
}

function readRotate({ flags, operands }: Invocation): RotateRequest {
  const key = operands[0] ?? null
  const finding = flags['from-finding'] ?? null
  if (key === null && finding === null) {
    throw new ScanError('USAGE', 'nothing says which secret to rotate', { hint: 'write its NAME, or --from-finding' })
  }
  if (key !== null && !/^[A-Za-z_][\w.-]*$/.test(key)) {
    throw new ScanError('USAGE', 'that is no name of a key', { hint: 'write a name such as DATABASE_URL, no value' })
  }
  const request = { verb: 'secrets rotate', key, finding, verify: flags.verify ?? null, ...readStore(flags) } as const
  return { ...request, value: readSource(flags), grace: readGrace(flags.grace), mode: readMode(flags) }
}

function readStore({ store, env }: Flags): StoreFlags {
  return { store: store ?? null, environment: env ?? null }
}

function readSource({ generate, 'from-stdin': fromStdin }: Flags): RotateRequest['value'] {
  if (generate !== undefined && fromStdin) {
    throw new ScanError('USAGE', '--generate and --from-stdin exclude each other', { hint: 'leave one out' })
  }
  if (generate !== undefined) return { kind: 'generate', spec: generate }
  return { kind: fromStdin ? 'stdin' : 'unsaid' }
}

function readMode(flags: Flags): RotateRequest['mode'] {
  const given = (['dry-run', 'yes', 'abandon'] as const).filter((name) => flags[name])
  if (given.length > 1) {
    throw new ScanError('USAGE', `--${given[0]} and --${given[1]} exclude each other`, { hint: 'leave one out' })
  }
  return flags.abandon ? 'abandon' : flags.yes ? 'apply' : 'plan'
}

/** Milliseconds; null where nothing is said. */
function readGrace(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text === '0') return 0
  const [, amount = '', unit = ''] = /^(\d{1,4})([smhd])$/.exec(text) ?? []
  const milliseconds = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]
  if (milliseconds !== undefined) return Number(amount) * milliseconds
  throw new ScanError('USAGE', '--grace is no span of time', { hint: 'write 30m, 1h, 7d, or 0' })
}
