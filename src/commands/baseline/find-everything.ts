import type { Config } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { ScanReport } from '../../model/scan-report.ts'
import type { Baseline } from '../../triage/baseline.ts'
import { runScan } from '../run-scan.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'

/** Findings of the history and of the work tree, those that the baseline accepts among them. */
export async function findEverything(
  config: Config,
  environment: ScanEnvironment,
  baseline: Baseline,
): Promise<readonly Finding[]> {
  const history = await completeReport({ ...config, source: { kind: 'history' } }, environment, baseline)
  const tree = await completeReport({ ...config, source: { kind: 'work-tree' } }, environment, baseline)
  const all = [history, tree].flatMap(({ findings, suppressed }) => [
    ...findings,
    ...suppressed.filter(({ kind }) => kind === 'baseline').map(({ finding }) => finding),
  ])
  return [...new Map(all.map((finding) => [`${finding.fingerprint}\0${finding.path}`, finding])).values()]
}

async function completeReport(config: Config, environment: ScanEnvironment, baseline: Baseline): Promise<ScanReport> {
  const { report } = await runScan(config, environment, baseline)
  if (report.complete) return report
  throw new ScanError('INCOMPLETE', 'not everything could be scanned, so the baseline is left as it is', {
    hint: 'keywarden audit tells what could not be read',
  })
}
