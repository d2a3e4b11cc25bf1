import type { Config } from '../config/config.ts'
import type { ScanReport } from '../model/scan-report.ts'
import { SKIP_REASONS, type Skip } from '../model/skip.ts'
import { sayBytes, sayCount, sayDuration } from '../report/amounts.ts'

/** What `--verbose` tells before a scan. */
export function settingsNote({ origin }: Config): string {
  return origin.kind === 'defaults' ? 'settings: defaults, there is no keywarden.toml' : `settings: ${origin.file}`
}

/** What `--verbose` tells after a scan, one line each. */
export function scanNotes({ summary, skipped, tool }: ScanReport): string[] {
  const seen = `${sayCount(summary.objects, 'content')} (${sayBytes(summary.bytes)})`
  return [
    ...skipped.map(skipNote),
    `scanned ${seen} in ${sayDuration(summary.milliseconds)}; keywarden ${tool.version}, rules ${tool.rules}`,
  ]
}

// skipped docs/a.bin at 0123abcd: could not be read (EACCES)
function skipNote({ path, commit, reason, detail }: Skip): string {
  const place = commit === null ? (path ?? 'something') : `${path ?? 'something'} at ${commit}`
  return `skipped ${place}: ${SKIP_REASONS[reason].says}${detail === '' ? '' : ` (${detail})`}`
}
