import type { ScanReport } from '../model/scan-report.ts'
import { findingRecord, skipRecord, suppressionRecord, violationRecord } from './records.ts'
import { safeJson } from './safe-json.ts'

/** Changes when a reader of the JSON formats would have to change. */
export const SCHEMA_VERSION = 1

/** The report as one JSON object, laid out with two spaces; schemas/report.schema.json describes it. */
export function* jsonReport(report: ScanReport): Iterable<string> {
  yield `{\n  "schemaVersion": ${SCHEMA_VERSION}`
  yield member('tool', report.tool)
  yield member('complete', report.complete)
  yield member('subject', report.subject)
  yield member('summary', report.summary)
  yield* arrayMember('findings', report.findings, findingRecord)
  yield* arrayMember('violations', report.violations, violationRecord)
  yield* arrayMember('suppressed', report.suppressed, suppressionRecord)
  yield* arrayMember('skipped', report.skipped, skipRecord)
  yield* arrayMember('notices', report.notices, (notice) => notice)
  yield '\n}\n'
}

function member(key: string, value: unknown): string {
  return `,\n  "${key}": ${indented(value, '  ')}`
}

/** Element by element: the findings of a large history may be longer than one string can be. */
function* arrayMember<T>(key: string, items: readonly T[], record: (item: T) => unknown): Iterable<string> {
  yield `,\n  "${key}": [`
  for (const [index, item] of items.entries()) yield `${index > 0 ? ',' : ''}\n    ${indented(record(item), '    ')}`
  yield items.length > 0 ? '\n  ]' : ']'
}

function indented(value: unknown, indent: string): string {
  return safeJson(value, 2).replaceAll('\n', `\n${indent}`)
}
