import { resolve } from 'node:path'
import type { SettingOverrides } from '../config/config.ts'
import { findRoot } from '../config/find-root.ts'
import { loadSettings } from '../config/load-settings.ts'
import { mergeConfig } from '../config/merge-config.ts'
import type { ScanReport } from '../model/scan-report.ts'
import type { SourceSettings } from '../model/source-settings.ts'
import { runScan } from './run-scan.ts'

/** What a program asks of a scan. */
export interface ScanOptions {
  /** Folder to work from; the current one by default. */
  readonly cwd?: string
  /** What to scan; all files of the repository that git does not ignore by default. */
  readonly source?: SourceSettings
  /** Settings above those of `keywarden.toml`. */
  readonly settings?: SettingOverrides
  readonly signal?: AbortSignal
  /** Most threads that look at content; 1 for none but the caller's own. As many as are of use by default. */
  readonly jobs?: number
}

/**
 * Scans a repository, a part of it or files, and gives the report that `keywarden scan --format json` prints.
 * @throws ScanError with a code and a hint where the scan cannot be done at all; what could not be read is a skip in the report
 */
export async function scanRepository(options: ScanOptions = {}): Promise<ScanReport> {
  const cwd = resolve(options.cwd ?? '.')
  const root = findRoot(cwd, null, process.env)
  const { settings, origin } = await loadSettings(root, null)
  const source = options.source ?? { kind: 'work-tree' }
  const config = mergeConfig(settings, { cwd, root, source, origin, overrides: options.settings ?? {} })
  const { report } = await runScan(config, {
    env: process.env,
    now: () => performance.now(),
    today: new Date().toISOString().slice(0, 10),
    stdin: process.stdin,
    signal: options.signal ?? null,
    onProgress: () => {},
    ...(options.jobs !== undefined && { jobs: options.jobs }),
  })
  return report
}
