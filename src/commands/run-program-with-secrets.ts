import type { Config } from '../config/config.ts'
import { once } from '../model/once.ts'
import type { Secret } from '../model/secret.ts'
import { type Filter, type Outlet, type ProgramEnd, runProgram } from '../secrets/run/run-program.ts'
import type { LookupOptions } from './run-lookup.ts'
import { programEnvironment } from './secrets/program-environment.ts'

/** What `secrets run` is asked. */
export interface RunRequest extends LookupOptions {
  readonly command: string
  readonly args: readonly string[]
}

/** Where one of the outputs goes: as it is, or masked and then through `write`. */
export type OutputPort =
  | { readonly kind: 'as-it-is' }
  | { readonly kind: 'masked'; readonly write: (bytes: Uint8Array) => Promise<'taken' | 'closed'> }

/** The world of a program that is run. */
export interface RunPorts {
  readonly env: NodeJS.ProcessEnv
  readonly now: () => number
  /** Aborted when the run has to stop, as long as the program has not been started. */
  readonly signal: AbortSignal
  readonly stdout: OutputPort
  readonly stderr: OutputPort
  /** Is told the values that are secret before the program starts. */
  readonly onSecrets: ((secrets: readonly Secret[]) => Promise<void>) | null
  /** Called right before the program starts: from then on signals are its own. Is handed what passes them on, once it runs. */
  readonly takeSignals: () => (pass: (signal: NodeJS.Signals) => void) => void
  readonly onRemark: (remark: string) => Promise<void>
}

/** Runs a program with the values that are found for its keys in its environment, and masks them in what it says. */
export async function runWithSecrets(config: Config, request: RunRequest, ports: RunPorts): Promise<ProgramEnd> {
  const found = await programEnvironment(config, request, ports)
  if (found.missing.length > 0) {
    await ports.onRemark(`no value for ${found.missing.join(', ')}; keywarden secrets check tells more`)
  }
  const secrets = once(() => secretsIn(found))
  await ports.onSecrets?.(await secrets())
  const sought = once(async () => seek(await secrets()))
  const makeFilter = async () => (await sought())()
  return runProgram({
    command: request.command,
    args: request.args,
    cwd: config.cwd,
    env: found.env,
    stdout: outletOf(ports.stdout, makeFilter),
    stderr: outletOf(ports.stderr, makeFilter),
    onStart: ports.takeSignals(),
  })
}

function outletOf(port: OutputPort, filter: () => Promise<Filter>): Outlet {
  return port.kind === 'as-it-is' ? { kind: 'inherited' } : { kind: 'filtered', filter, write: port.write }
}

/** What judges values is not loaded where a terminal shows the output, else when the program first says something. */
async function secretsIn(found: Awaited<ReturnType<typeof programEnvironment>>): Promise<readonly Secret[]> {
  const { collectProgramSecrets } = await import('./known/collect-program-secrets.ts')
  return collectProgramSecrets(found)
}

/** Makes filters, one for each output, that share what finds the values. */
async function seek(secrets: readonly Secret[]): Promise<() => Filter> {
  const { StreamRedactor, seekValues } = await import('../known/stream-redactor.ts')
  const sought = seekValues(secrets.map((secret) => secret.reveal()))
  return () => new StreamRedactor(sought)
}
