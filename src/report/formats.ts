import { githubReport } from './github-report.ts'
import { jsonReport } from './json-report.ts'
import { jsonlReport } from './jsonl-report.ts'
import type { Reporter } from './reporter.ts'
import { sarifReport } from './sarif-report.ts'
import { textReport } from './text-report.ts'

/** Every output format by the name that users give. */
export const FORMATS = {
  text: textReport,
  json: jsonReport,
  jsonl: jsonlReport,
  sarif: sarifReport,
  github: githubReport,
} as const satisfies Record<string, Reporter>

export type FormatName = keyof typeof FORMATS

/** True for a format that shows every finding, however unsure; the others only count what is below the least confidence. */
export function showsAll(name: FormatName): boolean {
  return name !== 'text' && name !== 'github'
}

/** True where `name` names an output format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name)
}
