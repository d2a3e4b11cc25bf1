import fc from 'fast-check'
import type { Change } from '../../src/model/blob.ts'
import type { Location, Match } from '../../src/model/match.ts'
import type { CompiledRule, SecretKind } from '../../src/model/rule.ts'
import { Secret } from '../../src/model/secret.ts'
import type { AllowListEntry } from '../../src/triage/allow-list.ts'
import type { BaselineEntry } from '../../src/triage/baseline.ts'
import { type InlineReading, type JudgedMatch, readInlineAllows } from '../../src/triage/inline-allow.ts'

export const RULE_IDS: ReadonlySet<string> = new Set(['github-pat', 'npm-token', 'generic-password', 'private-key'])

/** Any UTF-16 code units, lone surrogates included. */
export const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })

/** A value that no scanner takes for a secret in this file and no word list knows. */
export function fakeToken(seed: string): string {
  return `tok_${seed.repeat(12).slice(0, 36)}`
}

export function rule(id = 'github-pat', kind: SecretKind = 'token'): CompiledRule {
  return {
    id,
    provider: id.split('-')[0] ?? id,
    detector: 'pattern',
    source: '',
    flags: '',
    keywords: [],
    anchors: [],
    leastRun: 0,
    maxLength: 100,
    checks: [],
    severity: 'high',
    confidence: 'high',
    kind,
    shownPrefix: '',
    specificity: 1,
    description: `Credential of kind ${id}.`,
  }
}

/** A match of every place at which `value` stands in `text`, with the excerpt masked as the detector owes it. */
export function matchesIn(text: string, value: string, of: CompiledRule = rule()): Match[] {
  const matches: Match[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    matches.push(matchAt(text, at, value, of))
  }
  return matches
}

export function matchAt(text: string, at: number, value: string, of: CompiledRule = rule()): Match {
  const end = at + value.length
  const secret = new Secret(value)
  const startLine = lineOf(text, at)
  return {
    rule: of,
    secret,
    start: Buffer.byteLength(text.slice(0, at)),
    end: Buffer.byteLength(text.slice(0, end)),
    location: {
      startLine,
      startColumn: at - text.lastIndexOf('\n', at - 1),
      endLine: lineOf(text, end),
      endColumn: end - text.lastIndexOf('\n', end - 1),
    },
    confidence: 'high',
    reasons: [],
    excerpt: { firstLine: startLine, lines: [secret.redacted], caretLine: 0, caretColumn: 0, caretLength: 4 },
  }
}

export function reading(text: string, matches: readonly Match[], linesBefore = 0): InlineReading {
  // bytes round the text that are not its own
  const buffer = Buffer.from(`gitleaks:allow\n${text}gitleaks:allow`)
  const content = { buffer, start: 15, end: buffer.length - 14 }
  const placed = matches.map((match) => ({ ...match, location: shifted(match.location, linesBefore) }))
  return readInlineAllows({ content, linesBefore }, placed, RULE_IDS)
}

export function judged(match: Match, isAccepted: 'accepted' | 'open' = 'open'): JudgedMatch {
  const inline = { kind: 'inline', reason: 'a test value', line: 1, spelling: 'keywarden:allow' } as const
  return { match, inline: isAccepted === 'accepted' ? inline : null }
}

export function change(path: string, commit: string | null = null): Change {
  return { path, blobId: 'new', commit, previousIds: ['old'], removedIds: [] }
}

export function allowEntry(parts: Partial<AllowListEntry>): AllowListEntry {
  return { paths: [], rules: [], secrets: [], reason: 'known', source: 'keywarden.toml:3', ...parts }
}

export function baselineEntry(parts: Partial<BaselineEntry>): BaselineEntry {
  return {
    fingerprint: `kw1:${'A'.repeat(27)}`,
    rule: 'github-pat',
    path: 'src/a.ts',
    reason: 'test value',
    owner: '',
    expires: null,
    ...parts,
  }
}

function shifted(location: Location, lines: number): Location {
  return { ...location, startLine: location.startLine + lines, endLine: location.endLine + lines }
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
