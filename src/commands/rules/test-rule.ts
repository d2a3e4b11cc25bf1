import { createDetector } from '../../detect/detector.ts'
import { buildTables } from '../../detect/detector-tables.ts'
import { ruleBookOf } from '../../detect/rule-book.ts'
import type { CompiledRule, RulePack } from '../../model/rule.ts'
import { scanText } from '../scan-text.ts'
import type { VerbResult } from '../verb-result.ts'

/** Tries one rule on a text: where it matches and why, or which other rules do. The text is never repeated. */
export function testRule(pack: RulePack, rule: CompiledRule, text: string): VerbResult {
  const detector = createDetector({
    tables: buildTables(pack.rules),
    rules: ruleBookOf(pack.rules),
    disabled: new Set(),
    checksums: 'lenient',
  })
  const matches = scanText(detector, text, 'stdin.txt').map((match) => ({
    ruleId: match.rule.id,
    ...match.location,
    confidence: match.confidence,
    reasons: match.reasons,
    redacted: match.secret.redacted,
  }))
  const own = matches.filter(({ ruleId }) => ruleId === rule.id)
  const lines = own.map(
    ({ startLine, startColumn, redacted, confidence, reasons }) =>
      `${startLine}:${startColumn}: ${redacted} matches, confidence ${[confidence, ...reasons].join('; ')}`,
  )
  if (own.length === 0) lines.push(`${rule.id} does not match`, ...whyNot(text, rule, matches))
  return { lines, data: { matches }, outcome: own.length > 0 ? 'passed' : 'failed', purpose: 'content' }
}

function whyNot(text: string, rule: CompiledRule, others: readonly { readonly ruleId: string }[]): readonly string[] {
  const lower = text.toLowerCase()
  const hasKeyword = rule.keywords.length === 0 || rule.keywords.some((keyword) => lower.includes(keyword))
  const [other] = others
  return [
    ...(hasKeyword ? [] : [`the text holds none of its keywords: ${rule.keywords.join(', ')}`]),
    ...(other === undefined ? [] : [`${other.ruleId} matches instead`]),
  ]
}
