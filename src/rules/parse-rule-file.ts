import { parse, TomlError } from 'smol-toml'
import { parseProvider } from './parse-provider.ts'
import { parseRule } from './parse-rule.ts'
import type { ParsedRuleFile } from './parsed-rule.ts'
import type { RuleProblem } from './rule-problem.ts'
import { type ReportProblem, TableReader } from './table-reader.ts'
import { locateToml, positionAt } from './toml-positions.ts'

/** What a rule file's text has given: rules, or the problems that keep it from being used. */
export interface RuleFileResult {
  /** Null where there is any problem. */
  readonly parsed: ParsedRuleFile | null
  readonly problems: readonly RuleProblem[]
}

const LONGEST_FILE = 2 ** 20

/** Reads the text of a rule file and checks every field; never throws, whatever the text. */
export function parseRuleFile(file: string, text: string): RuleFileResult {
  const toml = parseToml(file, text)
  if ('problem' in toml) return { parsed: null, problems: [toml.problem] }
  const positions = locateToml(text)
  const problems: RuleProblem[] = []
  const report: ReportProblem = (path, message, hint) => {
    problems.push({ file, ...positions.at(path), message, hint })
  }
  const root = new TableReader(toml.table, '', (path, message, hint) => report(path.slice(1), message, hint))
  const provider = parseProvider(file, root.raw('provider'), report)
  const tables = root.raw('rules')
  const list = Array.isArray(tables) ? tables : []
  if (list.length === 0) report('rules', 'the file has no rules', 'add a [[rules]] table')
  const rules = list.map((table, index) => parseRule(table, { path: `rules[${index}]`, provider, report }))
  root.reportUnknown()
  return { parsed: problems.length > 0 ? null : { file, provider, rules, positions }, problems }
}

type TomlResult = { readonly table: unknown } | { readonly problem: RuleProblem }

function parseToml(file: string, text: string): TomlResult {
  const replacement = text.indexOf('\uFFFD')
  if (replacement >= 0) return { problem: { file, ...positionAt(text, replacement), message: 'not UTF-8', hint: '' } }
  if (text.length > LONGEST_FILE) return { problem: { file, ...START, message: 'longer than 1 MiB', hint: '' } }
  try {
    return { table: parse(text) }
  } catch (error) {
    const [position, says] = error instanceof TomlError ? [error, firstLine(error.message)] : [START, String(error)]
    const { line, column } = position
    return { problem: { file, line, column, message: `not TOML: ${says}`, hint: 'https://toml.io/en/v1.0.0' } }
  }
}

const START = { line: 1, column: 1 }

/** The parser's message repeats the text below its first line. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
}
