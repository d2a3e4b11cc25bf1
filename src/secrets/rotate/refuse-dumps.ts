import { ScanError } from '../../model/errors.ts'

/** Options of Node that write the environment or the heap to a file: https://nodejs.org/docs/latest-v20.x/api/cli.html */
const DUMPS =
  /(?:^|[\s"'=])(--(?:report-|heapsnapshot-|heap-prof|cpu-prof|diagnostic-dir|abort-on-uncaught-exception|trace-event)[\w-]*)/

/**
 * Refuses to go on where Node would write its memory or environment to a file when something goes wrong, and with
 * them the secret.
 * @param nodeOptions of the environment, '' where there are none
 * @param execArgv what Node itself was started with
 */
export function refuseDumps(nodeOptions: string, execArgv: readonly string[]): void {
  const found = DUMPS.exec([nodeOptions, ...execArgv].join(' '))?.[1]
  if (found === undefined) return
  throw new ScanError('USAGE', `Node was started with ${found}, which can write secrets to a file`, {
    hint: 'run it without: unset NODE_OPTIONS',
  })
}
