import { decodeText } from '../../detect/decode-text.ts'
import type { MaskedSpan } from '../../fix/diff-lines.ts'
import type { SecretSite } from '../../fix/fix-plan.ts'
import { KNOWN_RULE } from '../../known/known-finder.ts'
import { WHOLE } from '../../model/blob.ts'
import type { Finding } from '../../model/finding.ts'
import type { Match } from '../../model/match.ts'
import type { Fingerprinter } from '../../triage/fingerprint.ts'
import { readInlineAllows } from '../../triage/inline-allow.ts'
import type { OpenedDetector } from '../scan/open-detector.ts'

/** A place of a finding's secret in one version of its file. */
export interface FoundSite extends SecretSite {
  readonly finding: Finding
}

/** What one version of a file holds. */
export interface FoundSites {
  /** Of the findings that are wanted. */
  readonly sites: readonly FoundSite[]
  /** Wanted findings whose secret is written in another form, which no lookup gives. */
  readonly encoded: readonly Finding[]
  /** Of every match, wanted or not. */
  readonly masks: readonly MaskedSpan[]
}

const MARK_LENGTH = 3

/** Finds the secrets of the wanted findings in a version of their file, wherever in it they stand. */
export async function findSites(
  { path, text }: { readonly path: string; readonly text: string },
  findings: readonly Finding[],
  { engine, fingerprinter }: { readonly engine: OpenedDetector; readonly fingerprinter: Fingerprinter },
): Promise<FoundSites> {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  const blob = { type: 'blob', id: `fix:${path}`, path, content, size: buffer.length, segment: WHOLE } as const
  const { matches } = engine.detector.detect(blob)
  const mark = text.startsWith('\ufeff') ? MARK_LENGTH : 0
  const spanOf = ({ start, end }: Match) => ({
    start: buffer.toString('utf8', 0, mark + start).length,
    end: buffer.toString('utf8', 0, mark + end).length,
  })
  const allowed = readInlineAllows({ content: decodeText(content), linesBefore: 0 }, matches, engine.knownRules())
  const sites: FoundSite[] = []
  const encoded: Finding[] = []
  for (const { match, inline } of allowed.matches) {
    const { id, description } = match.rule // each form of a known value has a description of its own
    const candidates = findings.filter(({ ruleId, message }) => ruleId === id && message === description)
    if (inline !== null || candidates.length === 0) continue
    const fingerprint = await fingerprinter.fingerprint(match.rule, match.secret)
    const finding = candidates.find((candidate) => candidate.fingerprint === fingerprint)
    if (finding === undefined) continue
    const span = spanOf(match)
    if (id === KNOWN_RULE && text.slice(span.start, span.end) !== match.secret.reveal()) {
      encoded.push(finding)
      continue
    }
    sites.push({ ...span, ruleId: id, isGeneric: id === KNOWN_RULE || match.rule.provider === 'generic', finding })
  }
  const masks = matches.map((match) => ({ ...spanOf(match), mask: match.secret.redacted }))
  return { sites, encoded, masks: masks.sort((a, b) => a.start - b.start) }
}
