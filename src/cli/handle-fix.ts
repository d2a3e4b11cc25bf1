import type { FixRequest, NamedPlace } from '../commands/fixing/fix-request.ts'
import type { FixPlan } from '../commands/fixing/plan-fixes.ts'
import type { FixProposal } from '../commands/run-fix.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Palette } from '../report/palette.ts'
import { type Asker, openAsker } from './ask.ts'
import { createPalette } from './color.ts'
import { fixData } from './fix-data.ts'
import { changeLines, findingHead, nextSteps, revokeLines, summaryLine, unfixedLines } from './fix-text.ts'
import type { Invocation } from './invocation.ts'
import { readScanRequest } from './scan-request.ts'
import { environmentOf, loadConfig, type Session } from './session.ts'
import { settingsNote } from './verbose-notes.ts'

/** How a run comes to its decision. */
type Consent = 'none' | 'ask' | 'given'

interface Fixing {
  readonly proposal: FixProposal
  readonly session: Session
  readonly palette: Palette
}

/** Moves secrets to `.env` after showing what changes; exit code 1 where one of those asked for is left. */
export async function handleFix(invocation: Invocation, session: Session): Promise<number> {
  const { terminal, output } = session
  const { flags } = invocation
  const format = readFormat(flags.format ?? 'text')
  const consent = readConsent(invocation, format === 'text' && terminal.keyboard() !== null)
  const fixing = await propose(invocation, session)
  const { proposal, palette } = fixing
  const everything = await proposal.plan(() => true)
  if (format === 'text') await showAll(everything, consent, fixing)
  const plan = consent === 'ask' ? await planChosen(everything, fixing) : everything
  const isDone = consent !== 'none' && plan.moves.length > 0
  if (isDone) await proposal.apply(plan)
  const code = exitCodeOf(proposal, plan, isDone)
  if (format === 'json') {
    await output.print([`${JSON.stringify(fixData(proposal, plan, isDone ? 'applied' : 'planned'), null, 2)}\n`])
  } else if (!flags.quiet || code !== 0) {
    const steps = isDone ? nextSteps(proposal, plan) : []
    await output.print(printed([...summaryLine(proposal, plan, consent), ...steps, ...revokeLines(proposal, palette)]))
  }
  return code
}

async function propose(invocation: Invocation, session: Session): Promise<Fixing> {
  const { terminal, commands, messages } = session
  const { flags } = invocation
  const { env, stdout, isStdoutFile } = terminal
  const run = await commands.fix()
  const config = await loadConfig(readScanRequest(invocation, terminal.cwd()), env)
  if (flags.verbose) await messages.say(settingsNote(config))
  const environment = environmentOf(terminal, () => {})
  const proposal = await run(config, readFixRequest(invocation), environment)
  const palette = await createPalette({ flags, env, isTTY: stdout.isTTY ?? false, isFile: isStdoutFile })
  return { proposal, session, palette }
}

/** What cannot be fixed is told, whatever is chosen. */
async function planChosen(everything: FixPlan, fixing: Fixing): Promise<FixPlan> {
  const { proposal } = fixing
  const chosen = await choose(everything, fixing)
  return { ...(await proposal.plan((finding) => chosen.has(finding))), unfixed: everything.unfixed }
}

function exitCodeOf({ findings, isComplete }: FixProposal, { moves, unfixed }: FixPlan, isDone: boolean): number {
  const fixed = new Set(moves.map(({ finding }) => finding))
  const isLeft =
    unfixed.length > 0 || findings.some((finding) => !fixed.has(finding)) || (!isDone && findings.length > 0)
  if (isLeft) return 1
  return isComplete ? 0 : 3
}

/** Without questions each change is shown once, whatever number of findings it mends. */
async function showAll(plan: FixPlan, consent: Consent, { session: { output }, palette }: Fixing): Promise<void> {
  const changes = consent === 'ask' ? [] : changeLines(plan.changes, palette)
  await output.print(printed([...unfixedLines(plan.unfixed, palette), ...changes]))
}

/** Shows each finding that can be fixed with its change, and asks. */
async function choose(everything: FixPlan, fixing: Fixing): Promise<ReadonlySet<Finding>> {
  const { proposal, session, palette } = fixing
  const chosen = new Set<Finding>()
  const fixable = new Set(everything.moves.map(({ finding }) => finding))
  const asker = openAsker(session.terminal.stdin)
  try {
    for (const finding of fixable) {
      const { changes } = await proposal.plan((other) => other === finding)
      await session.output.print(printed([...findingHead(finding, palette), ...changeLines(changes, palette)]))
      const answer = await ask(asker, session)
      if (answer === 'quit') break
      if (answer === 'all') return new Set([...chosen, ...[...fixable].slice([...fixable].indexOf(finding))])
      if (answer === 'yes') chosen.add(finding)
    }
  } finally {
    await asker.close()
  }
  return chosen
}

const ANSWERS = {
  y: 'yes',
  yes: 'yes',
  n: 'no',
  no: 'no',
  '': 'no',
  a: 'all',
  all: 'all',
  q: 'quit',
  quit: 'quit',
} as const

async function ask(asker: Asker, { output }: Session): Promise<(typeof ANSWERS)[keyof typeof ANSWERS]> {
  for (;;) {
    await output.print(['Write this? [y]es, [n]o, [a]ll that follow, [q]uit: '])
    const line = await asker.readLine()
    if (line === null) return 'quit'
    const typed = line.trim().toLowerCase()
    if (Object.hasOwn(ANSWERS, typed)) return ANSWERS[typed as keyof typeof ANSWERS]
  }
}

function readConsent({ flags }: Invocation, canAsk: boolean): Consent {
  if (flags['dry-run'] && flags.yes) {
    throw new ScanError('USAGE', '--dry-run and --yes exclude each other', { hint: 'leave one out' })
  }
  if (flags['dry-run']) return 'none'
  if (flags.yes) return 'given'
  return canAsk ? 'ask' : 'none'
}

// kw1:…   src/pay.ts:12   src/pay.ts
function readFixRequest({ operands, flags }: Invocation): FixRequest {
  const fingerprints = operands.filter((operand) => operand.startsWith('kw1:'))
  const places = operands.filter((operand) => !operand.startsWith('kw1:')).map(readPlace)
  return { fingerprints, places, trackedEnv: flags.force ? 'accept' : 'refuse' }
}

function readPlace(operand: string): NamedPlace {
  const [, path = operand, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(operand) ?? []
  return { path, line: line === undefined ? null : Number(line) }
}

function readFormat(name: string): 'text' | 'json' {
  if (name === 'text' || name === 'json') return name
  throw new ScanError('USAGE', '--format names no format of this verb', { hint: 'write one of text, json' })
}

function printed(lines: readonly string[]): string[] {
  return lines.map((line) => `${line}\n`)
}
