import type { ScanOutcome } from '../commands/run-scan.ts'
import { FORMATS, showsAll } from '../report/formats.ts'
import { PLAIN } from '../report/palette.ts'
import type { ReportOptions } from '../report/reporter.ts'
import { createPalette } from './color.ts'
import { exitCodeOfReport } from './exit-code.ts'
import type { Invocation } from './invocation.ts'
import { type OutputRequest, readOutputRequest } from './output-request.ts'
import { createProgress, SILENT } from './progress.ts'
import { readScanRequest, type ScanRequest } from './scan-request.ts'
import { environmentOf, loadConfig, type Session, tellError } from './session.ts'
import { hatchOf, isSkipped } from './skip-hatch.ts'
import { widthOf } from './terminal.ts'
import { scanNotes, settingsNote } from './verbose-notes.ts'

/** Columns of a report in a file. */
const FILE_WIDTH = 100

/** Runs a verb that gives a report, shows the report, and returns the exit code. */
export async function handleScan(given: Invocation, session: Session): Promise<number> {
  const invocation = given.flags['npm-pack'] ? await withPackList(given, session) : given
  const { terminal, messages } = session
  const { flags } = invocation
  if (flags.explain !== undefined) return (await import('./handle-explain.ts')).handleExplain(invocation, session)
  const cwd = terminal.cwd()
  const request = readScanRequest(invocation, cwd)
  const shown = readOutputRequest(flags, cwd, isOnGitHub(invocation, terminal.env) ? 'github' : 'text')
  const hatch = hatchOf(request.source)
  if (hatch !== null && isSkipped(terminal.env)) {
    await messages.say(hatch.skipped)
    return 0
  }
  const code = await scan(request, shown, { invocation, session }).catch((error) => tellError(error, session))
  if (hatch !== null && code !== 0 && !flags.quiet) await messages.say(hatch.wayOut)
  return code
}

/** Annotations are what a workflow of GitHub shows; of other verbs nobody expects them unasked. */
function isOnGitHub({ verb }: Invocation, env: NodeJS.ProcessEnv): boolean {
  return verb === 'ci' && env['GITHUB_ACTIONS'] === 'true'
}

/** The paths that npm lists on standard input, as if they stood in the command line. */
async function withPackList(invocation: Invocation, { terminal }: Session): Promise<Invocation> {
  const { readPackList } = await import('./read-pack-list.ts')
  return { ...invocation, operands: [...invocation.operands, ...(await readPackList(terminal.stdin))] }
}

interface Run {
  readonly invocation: Invocation
  readonly session: Session
}

async function scan(request: ScanRequest, shown: OutputRequest, run: Run): Promise<number> {
  const { verb, flags } = run.invocation
  const { terminal, messages, commands } = run.session
  const command = await (verb === 'policy' ? commands.policy() : verb === 'ci' ? commands.ci() : commands.scan())
  const config = await loadConfig(request, terminal.env)
  if (flags.verbose) await messages.say([settingsNote(config), ...request.notes].join('\n'))
  const isShort = config.source.kind === 'staged' || config.source.kind === 'stdin'
  const progress = flags.quiet || isShort ? SILENT : createProgress(terminal.stderr, terminal.env, terminal.now)
  const shows = [shown.format, ...shown.files.map(({ format }) => format)].some(showsAll) ? 'all' : 'sure'
  const environment = { ...environmentOf(terminal, progress.update, request.jobs), shows } as const
  const result = await command(config, environment).finally(progress.end)
  if (result.report.summary.objects === 0) terminal.onIdle?.()
  if (flags.verbose) await messages.say(scanNotes(result.report).join('\n'))
  const verdict = exitCodeOfReport(result.report, result.level, flags['allow-incomplete'] ? 'accept' : 'refuse')
  return show(result, shown, verdict, run)
}

/** Writes the report wherever it is asked for; the exit code, which a report that cannot be written makes no better. */
async function show(
  { report, docs, level: { failOn, minConfidence } }: ScanOutcome,
  { format, files, limit, suppressedResults }: OutputRequest,
  verdict: number,
  { invocation: { flags }, session }: Run,
): Promise<number> {
  const { terminal, output } = session
  const shared = { failOn, minConfidence, limit, docs, suppressedResults }
  const inFile: ReportOptions = { ...shared, palette: PLAIN, width: FILE_WIDTH }
  const writes = files.map(({ path, format }) => async () => {
    const { writeReportFile } = await import('./write-report-file.ts')
    await writeReportFile(path, FORMATS[format](report, inFile))
  })
  const isSilent = flags.quiet && format === 'text' && verdict === 0
  if (!isSilent) {
    const { env, stdout, isStdoutFile } = terminal
    const palette = await createPalette({ flags, env, isTTY: stdout.isTTY ?? false, isFile: isStdoutFile })
    const options: ReportOptions = { ...shared, palette, width: widthOf(stdout) }
    writes.push(() => output.print(FORMATS[format](report, options)))
  }
  let code = verdict
  for (const write of writes) {
    const failure = await write().then(
      () => 0,
      (error) => tellError(error, session),
    )
    if (verdict !== 1 && failure !== 0) code = failure
  }
  return code
}
