import { ScanError } from '../model/errors.ts'
import { VERSION } from '../model/version.ts'
import { COMMANDS, type Commands } from './commands.ts'
import { errorText } from './error-text.ts'
import type { Invocation } from './invocation.ts'
import { Messages, messageLines, Output } from './output.ts'
import { leadingVerb, parsePlain } from './parse-plain.ts'
import type { Parsed } from './parse-with-yargs.ts'
import { type Session, tellError } from './session.ts'
import { type Interruption, type Terminal, widthOf } from './terminal.ts'
import type { Verb } from './verbs.ts'

type Handler = (invocation: Invocation, session: Session) => Promise<number>

const toScan = async (): Promise<Handler> => (await import('./handle-scan.ts')).handleScan
const toRules = async (): Promise<Handler> => (await import('./handle-rules.ts')).handleRules
const toSetup = async (): Promise<Handler> => (await import('./handle-setup.ts')).handleSetup
const toBaseline = async (): Promise<Handler> => (await import('./handle-baseline.ts')).handleBaseline
const toFix = async (): Promise<Handler> => (await import('./handle-fix.ts')).handleFix
const toLookup = async (): Promise<Handler> => (await import('./handle-lookup.ts')).handleLookup
const toRotate = async (): Promise<Handler> => (await import('./handle-rotate.ts')).handleRotate
const toStores = async (): Promise<Handler> => (await import('./handle-stores.ts')).handleStores

const toPolicy = async (): Promise<Handler> => async (invocation, session) => {
  const { flags } = invocation
  if (!flags.fix && !flags['dry-run']) return (await toScan())(invocation, session)
  return (await import('./handle-policy.ts')).handlePolicy(invocation, session)
}
const toRun = async (): Promise<Handler> => (await import('./handle-run.ts')).handleRun
const toRedact = async (): Promise<Handler> => (await import('./handle-redact.ts')).handleRedact

/** Who handles which verb, loaded when it is called. */
const HANDLERS = {
  scan: toScan,
  audit: toScan,
  policy: toPolicy,
  'rules check': toRules,
  'rules list': toRules,
  'rules explain': toRules,
  'rules test': toRules,
  'rules new': toRules,
  'rules import': toRules,
  'baseline create': toBaseline,
  'baseline add': toBaseline,
  'baseline prune': toBaseline,
  'baseline list': toBaseline,
  fix: toFix,
  ci: toScan,
  init: toSetup,
  doctor: toSetup,
  uninstall: toSetup,
  'secrets check': toLookup,
  'secrets explain': toLookup,
  'secrets types': toLookup,
  'secrets run': toRun,
  redact: toRedact,
  'secrets rotate': toRotate,
  'secrets due': toRotate,
  'secrets set': toStores,
  'secrets get': toStores,
  'secrets list': toStores,
  'secrets push': toStores,
  'secrets pull': toStores,
} as const satisfies Record<Verb, () => Promise<Handler>>

/** Runs one command line to its end; the exit code. Never rejects: every failure is told and has its code. */
export async function run(terminal: Terminal, commands: Commands = COMMANDS): Promise<number> {
  const { stdout, stderr, signal } = terminal
  const session: Session = {
    terminal,
    commands,
    output: new Output(stdout, 'standard output', signal),
    messages: new Messages(new Output(stderr, 'standard error', signal)),
  }
  return Promise.race([finish(session), interruption(session)])
}

/** What is told of a failure that nothing has caught. */
export function tellCrash(error: unknown): string {
  return errorText(error, 'brief')
}

async function finish(session: Session): Promise<number> {
  try {
    return await dispatch(session)
  } catch (error) {
    return tellError(error, session)
  }
}

/** Settles when the run is stopped from outside, whatever it is still about. */
function interruption({ terminal: { signal, stderr } }: Session): Promise<number> {
  return new Promise((resolve) => {
    const stop = () => {
      const { says, exitCode } = signal.reason as Interruption
      stderr.write(messageLines(says).join(''), () => resolve(exitCode))
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

async function dispatch(session: Session): Promise<number> {
  const { terminal, output } = session
  if (terminal.argv.length === 0) return showUsage(session)
  const parsed = await parse(terminal)
  if (parsed.kind === 'text') {
    await output.print([parsed.text])
    return 0
  }
  const { invocation } = parsed
  if (invocation.flags.quiet && invocation.flags.verbose) {
    throw new ScanError('USAGE', '--quiet and --verbose exclude each other', { hint: 'leave one out' })
  }
  if (invocation.flags.version) {
    await output.print([`${VERSION}\n`])
    return 0
  }
  return (await HANDLERS[invocation.verb]())(invocation, session)
}

/** Without a verb there is nothing to do, which a script should notice: help, but not success. */
async function showUsage({ terminal }: Session): Promise<number> {
  const { generalHelp } = await import('./parse-with-yargs.ts')
  const help = await generalHelp(widthOf(terminal.stderr))
  await new Output(terminal.stderr, 'standard error', terminal.signal).print([help])
  return 2
}

/**
 * Plain lines are parsed at once; help, completion and mistakes are worth the time that yargs takes to load. What counts
 * is how the plain parser reads a line: yargs drops `-` and takes `--staged=maybe`.
 */
async function parse({ argv, stdout }: Terminal): Promise<Parsed> {
  const plain = parseIfPlain(argv)
  if (plain !== null) return { kind: 'invocation', invocation: plain }
  if (argv.length === 1 && argv[0] === '--version') return { kind: 'text', text: `${VERSION}\n` }
  const { parseWithYargs } = await import('./parse-with-yargs.ts')
  const parsed = await parseWithYargs(argv, widthOf(stdout))
  if (parsed.kind === 'text') return parsed
  const { verb } = parsed.invocation
  return { kind: 'invocation', invocation: parsePlain({ verb, rest: without(argv, verb.split(' ')) }) }
}

function parseIfPlain(argv: readonly string[]): Invocation | null {
  const line = leadingVerb(argv)
  if (line === null) return null
  try {
    const invocation = parsePlain(line)
    return invocation.flags.help ? null : invocation
  } catch (error) {
    if (error instanceof ScanError && error.code === 'USAGE') return null // yargs says better what is wrong
    throw error
  }
}

function without(argv: readonly string[], words: readonly string[]): string[] {
  const rest = [...argv]
  for (const word of words) rest.splice(rest.indexOf(word), 1)
  return rest
}
