import { ScanError } from '../../model/errors.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import { mockOf } from '../../rules/check-examples.ts'
import { completeMock } from '../complete-mock.ts'
import type { VerbResult } from '../verb-result.ts'

/** All about one rule: what it finds, a mock that it matches, what it costs, how to revoke and how to accept it. */
export function explainRule(rule: CompiledRule, docs: RuleDocs): VerbResult {
  const mock =
    docs.mock === '' ? null : mockOf({ mock: docs.mock, checks: rule.checks }, 'explain', { complete: completeMock })
  const lines = [
    `${rule.id}: ${rule.description} (${docs.providerName})`,
    '',
    ...field('severity', `${rule.severity}, confidence ${rule.confidence}`),
    ...field('finds', rule.detector === 'pattern' ? rule.source : `the ${rule.detector} detector`),
    ...field('keywords', rule.keywords.join(', ')),
    ...field('checks', rule.checks.join(', ')),
    ...field('matches', mock === null ? '' : JSON.stringify(mock)),
    ...field('does not', docs.negative.map((example) => JSON.stringify(example)).join('\n')),
    ...field('impact', docs.impact),
    ...field('revoke', [docs.remedy, docs.revokeUrl].filter(Boolean).join(' ')),
    ...field('accept', `keywarden:allow ${rule.id} and a reason, in a comment on the line`),
    ...field('see', docs.references.join('\n')),
  ]
  return { lines, data: { ...rule, docs, mock }, outcome: 'passed', purpose: 'content' }
}

/** The rule of that id; a usage error that names the nearest ones where there is none. */
export function requireRule(rules: readonly CompiledRule[], id: string): CompiledRule {
  const rule = rules.find((candidate) => candidate.id === id)
  if (rule !== undefined) return rule
  const [head = id] = id.split('-')
  const near = rules.filter((candidate) => candidate.id.startsWith(head)).slice(0, 5)
  throw new ScanError('USAGE', `there is no rule ${id}`, {
    hint:
      near.length > 0 ? `did you mean ${near.map((rule) => rule.id).join(', ')}?` : 'keywarden rules list shows all',
  })
}

function field(name: string, text: string): readonly string[] {
  if (text === '') return []
  return text.split('\n').map((line, i) => `  ${(i === 0 ? name : '').padEnd(10)}${line}`)
}
