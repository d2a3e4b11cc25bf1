import type { VerbResult } from '../commands/verb-result.ts'
import type { Config } from '../config/config.ts'
import { ScanError } from '../model/errors.ts'
import { showSafe } from '../report/show-safe.ts'
import type { RunVerb } from './commands.ts'
import type { Invocation } from './invocation.ts'
import { readScanRequest } from './scan-request.ts'
import { environmentOf, loadConfig, type Session } from './session.ts'
import { settingsNote } from './verbose-notes.ts'

const FORMATS = ['text', 'json'] as const
type ResultFormat = (typeof FORMATS)[number]
const EXIT_CODES = { passed: 0, failed: 1, incomplete: 3 } as const satisfies Record<VerbResult['outcome'], number>

/** Answers a request that makes no report: runs its command, prints the result, and returns the exit code. */
export async function answer<Request>(
  request: Request,
  load: () => Promise<RunVerb<Request>>,
  { invocation, session }: { readonly invocation: Invocation; readonly session: Session },
): Promise<number> {
  const { terminal, messages, output } = session
  const { flags } = invocation
  const format = readFormat(flags.format ?? 'text')
  const command = await load()
  const config: Config = await loadConfig(readScanRequest(invocation, terminal.cwd()), terminal.env)
  if (flags.verbose) await messages.say(settingsNote(config))
  const result = await command(
    config,
    request,
    environmentOf(terminal, () => {}),
  )
  const hasPassed = result.outcome === 'passed'
  const isSilent = flags.quiet && hasPassed && result.purpose === 'verdict' && format === 'text'
  if (!isSilent) await output.print(render(result, format, terminal.stdout.isTTY ? 'terminal' : 'file'))
  for (const remark of result.remarks ?? []) await messages.say(remark)
  return EXIT_CODES[result.outcome]
}

function render({ lines, data, value }: VerbResult, format: ResultFormat, goesTo: 'terminal' | 'file'): string[] {
  if (format === 'json') return [`${JSON.stringify(data, null, 2)}\n`]
  if (value !== undefined && goesTo === 'file') return [value.reveal()] // to the byte: whoever reads it cannot tell what was added
  if (value !== undefined)
    return value
      .reveal()
      .split('\n')
      .map((line) => `${showSafe(line)}\n`)
  return lines.map((line) => `${showSafe(line)}\n`)
}

function readFormat(name: string): ResultFormat {
  const format = FORMATS.find((known) => known === name)
  if (format !== undefined) return format
  throw new ScanError('USAGE', '--format names no format of this verb', { hint: `write one of ${FORMATS.join(', ')}` })
}
