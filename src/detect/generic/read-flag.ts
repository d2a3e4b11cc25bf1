import type { Candidate } from './candidate.ts'
import { readBare } from './read-bare.ts'
import { readQuoted } from './read-quoted.ts'
import type { Site } from './site.ts'

/** Words of tools that say where a password comes from: `-passin pass:…` has it, `env:` and `file:` do not. */
const SOURCE = /(?:pass:)?/y
const STATEMENT = /(?:^|\s)(?:ENV|WITH|ENCRYPTED|SET|login\s\S{1,60})\s+$/

/** `--password …`, `-password pass:…`; `ENV PASSWORD …`, `WITH PASSWORD '…'`: only a blank stands before the value. */
export function readFlag(site: Site): readonly Candidate[] {
  const { key, keyEnd, rest, before } = site
  const isFlag = /^--?[A-Za-z]/.test(key)
  if (!isFlag && !STATEMENT.test(before)) return []
  const blanks = /^(?:[ \t]+|=)/.exec(rest)?.[0].length ?? 0
  if (blanks === 0) return []
  SOURCE.lastIndex = blanks
  const from = blanks + (SOURCE.exec(rest)?.[0].length ?? 0)
  if (/^(?:-|env:|file:|fd:|stdin)/.test(rest.slice(from, from + 5))) return []
  const isCode = !isFlag && site.kind === 'code'
  const literal = readQuoted(rest, from) ?? (isCode ? null : readBare(rest, from, 'blank'))
  if (literal === null) return []
  const { value, start, end } = literal
  return [{ form: 'flag', key: key.replace(/^-+/, ''), value, start: keyEnd + start, end: keyEnd + end }]
}
