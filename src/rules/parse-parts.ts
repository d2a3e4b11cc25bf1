import type { ParsedPart } from './parsed-rule.ts'
import { type ReportProblem, TableReader } from './table-reader.ts'

const NEAR = { lines: 5, chars: 1000 }
const FARTHEST = { lines: 50, chars: 4000 }

/** Reads the `[[rules.parts]]` tables of a rule: what belongs to the same credential and stands near it. */
export function parseParts(raw: unknown, path: string, report: ReportProblem): readonly ParsedPart[] {
  if (raw === undefined) return []
  if (!Array.isArray(raw)) {
    report(path, 'parts is no list of tables', 'write [[rules.parts]]')
    return []
  }
  return raw.map((table, index) => parsePart(new TableReader(table, `${path}[${index}]`, report)))
}

function parsePart(reader: TableReader): ParsedPart {
  const isRule = reader.has('rule')
  if (isRule && (reader.has('pattern') || reader.has('name') || reader.has('context'))) {
    reader.reportAt('rule', 'a part is found by a rule or by a pattern of its own', 'drop rule, or all but rule')
  }
  const part = {
    rule: isRule ? reader.text('rule') : '',
    name: isRule ? reader.optionalText('name') : reader.text('name'),
    pattern: isRule ? reader.optionalText('pattern') : reader.text('pattern'),
    context: reader.texts('context', 0).map((word) => word.toLowerCase()),
    lines: readDistance(reader, 'within_lines', NEAR.lines, FARTHEST.lines),
    chars: readDistance(reader, 'within_chars', NEAR.chars, FARTHEST.chars),
  }
  part.context.forEach((word, index) => {
    const isWord = /^[a-z0-9]+(?:[ ._-][a-z0-9]+)*$/.test(word) && word.length >= 3
    if (!isWord)
      reader.reportAt(`context[${index}]`, 'not a word of three letters and digits or more', 'such as tenant')
  })
  reader.reportUnknown()
  return part
}

function readDistance(reader: TableReader, key: string, usual: number, most: number): number {
  const value = reader.raw(key) ?? usual
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
  reader.reportAt(key, `${key} is no whole number from 0 to ${most}`, `${usual} where it is left out`)
  return usual
}
