import { ScanError } from '../model/errors.ts'
import { type Baseline, type BaselineEntry, sortEntries } from './baseline.ts'
import { isFingerprint, isRepositoryKey } from './fingerprint.ts'
import { BASELINE_VERSION } from './format-baseline.ts'
import { type JsonField, type LineFlaw, readJsonLine } from './read-json-line.ts'

type Fields = ReadonlyMap<string, JsonField>

/** A line of the file, for errors. */
interface Place {
  readonly file: string
  readonly line: number
}

const HEADER = 'keywarden-baseline'
const ENTRY_FIELDS = ['fingerprint', 'rule', 'path', 'reason', 'owner', 'expires'] as const
type EntryField = (typeof ENTRY_FIELDS)[number]

const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/

/**
 * Reads a baseline; `file` names it in errors. Order and repetition do not matter, so the union of two versions is a baseline.
 * Throws BASELINE_INVALID with line and column; no error repeats the text.
 */
export function parseBaseline(text: string, file: string): Baseline {
  const entries: BaselineEntry[] = []
  let key: string | null = null
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue
    const place = { file, line: i + 1 }
    const fields = readFields(line, place)
    if (key === null || fields.has(HEADER)) key = readHeader(fields, key, place)
    else entries.push(readEntry(fields, place))
  }
  if (key === null) throw invalid({ file, line: 1 }, 1, 'no header', 'create the file with: keywarden baseline create')
  return { key, entries: sortEntries(entries) }
}

function readFields(line: string, place: Place): Fields {
  if (CONFLICT_MARKER.test(line)) {
    const hint = 'keep the lines of both sides and delete the lines with markers; the order of lines does not matter'
    throw invalid(place, 1, 'a merge conflict is not resolved', hint)
  }
  const fields = readJsonLine(line)
  if (isFlaw(fields)) throw invalid(place, fields.column, fields.says, 'restore the line from git, or delete it')
  return fields
}

function isFlaw(result: Fields | LineFlaw): result is LineFlaw {
  return 'says' in result
}

function readHeader(fields: Fields, known: string | null, place: Place): string {
  const version = fields.get(HEADER)
  if (!version) throw invalid(place, 1, 'no header', 'restore the first line from git')
  if (version.value !== BASELINE_VERSION) {
    throw invalid(place, version.column, 'written in a format that this version does not know', 'update keywarden')
  }
  const salt = fields.get('salt')
  if (typeof salt?.value !== 'string' || !isRepositoryKey(salt.value)) {
    throw invalid(place, salt?.column ?? 1, 'the salt is not 16 bytes as base64url', 'restore the line from git')
  }
  refuseOthers(fields, [HEADER, 'salt'], place)
  if (known !== null && known !== salt.value) {
    const hint = 'two baselines were merged: keep the file of one branch and accept the findings of the other again'
    throw invalid(place, salt.column, 'a second header with another salt', hint)
  }
  return salt.value
}

function readEntry(fields: Fields, place: Place): BaselineEntry {
  const text = (name: EntryField) => readText(fields, name, place)
  const expires = fields.get('expires')?.value === null ? null : text('expires')
  const entry = {
    fingerprint: text('fingerprint'),
    rule: text('rule'),
    path: text('path'),
    reason: text('reason'),
    owner: text('owner'),
    expires,
  }
  refuseOthers(fields, ENTRY_FIELDS, place)
  const check = (name: EntryField, isSound: boolean, says: string, hint: string) => {
    if (!isSound) throw invalid(place, fields.get(name)?.column ?? 1, says, hint)
  }
  check('fingerprint', isFingerprint(entry.fingerprint), 'not a fingerprint', 'copy it from a report, kw1:…')
  check('rule', entry.rule !== '', 'no rule', 'write the id of the rule')
  check('path', entry.path !== '', 'no path', 'write the path of the finding, or * for anywhere')
  check('reason', entry.reason.trim() !== '', 'no reason', 'write why the finding is accepted')
  check('expires', expires === null || isDate(expires), 'not a date', 'write YYYY-MM-DD, or null for good')
  return entry
}

function readText(fields: Fields, name: EntryField, place: Place): string {
  const field = fields.get(name)
  if (!field) throw invalid(place, 1, `the entry has no "${name}"`, `add "${name}" to the entry`)
  if (typeof field.value === 'string') return field.value
  throw invalid(place, field.column, `"${name}" is not text`, 'write it in double quotes')
}

function refuseOthers(fields: Fields, known: readonly string[], place: Place): void {
  for (const [name, { column }] of fields) {
    if (known.includes(name)) continue
    throw invalid(place, column, 'a field that does not exist', `the fields of this line are ${known.join(', ')}`)
  }
}

function isDate(text: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text)
}

function invalid(place: Place, column: number, says: string, hint: string): ScanError {
  return new ScanError('BASELINE_INVALID', `${place.file}:${place.line}:${column}: ${says}`, { hint })
}
