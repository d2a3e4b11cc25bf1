import type { Finding } from '../../model/finding.ts'
import { Secret } from '../../model/secret.ts'
import type { Fingerprinter } from '../../triage/fingerprint.ts'

/**
 * What stands in a text at the place of a finding, where that is its secret as it is; null where it is not: another version
 * of the file, or a secret that is written in another form.
 */
export async function secretAt(text: string, finding: Finding, fingerprinter: Fingerprinter): Promise<string | null> {
  const start = offsetOf(text, finding.startLine, finding.startColumn)
  const end = offsetOf(text, finding.endLine, finding.endColumn)
  if (start === null || end === null || end <= start) return null
  const value = text.slice(start, end)
  const fingerprint = await fingerprinter.fingerprint({ id: finding.ruleId, kind: finding.kind }, new Secret(value))
  return fingerprint === finding.fingerprint ? value : null
}

/** Every place of a value in a text. */
export function placesOf(text: string, value: string): readonly { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    places.push({ start: at, end: at + value.length })
  }
  return places
}

/** Offset of a line and column, both from 1; a byte order mark is no column. */
function offsetOf(text: string, line: number, column: number): number | null {
  let start = text.startsWith('\ufeff') ? 1 : 0
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start)
    if (end < 0) return null
    start = end + 1
  }
  const offset = start + column - 1
  return offset <= text.length ? offset : null
}
