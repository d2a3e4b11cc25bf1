import type { Check } from '../../detect/checks/check.ts'
import { CHECKS } from '../../detect/checks/check-table.ts'
import type { CompiledRule } from '../../model/rule.ts'
import type { KeyProblem } from './key-problem.ts'
import type { ValueShape } from './value-shape.ts'

/** What is wrong with the form of a value by the scanner's own rule: pattern, then offline checks. Null where nothing is. */
export function judgeFormat(value: string, rule: CompiledRule): KeyProblem | null {
  if (!hasForm(value, rule)) return { code: 'malformed', says: 'has not the form of such a key' }
  const checks: Readonly<Record<string, Check>> = CHECKS
  for (const name of rule.checks) {
    const verdict = Object.hasOwn(checks, name) ? checks[name]?.verify(value) : null
    if (verdict?.outcome === 'refutes') return { code: 'checksum', says: `is no such key: ${verdict.reason}` }
    if (verdict?.outcome === 'rejects') return { code: 'placeholder', says: verdict.reason }
  }
  return null
}

/** True where the rule's pattern takes all of the value; a rule that goes by other signs takes any. */
export function hasForm(value: string, rule: CompiledRule): boolean {
  if (rule.detector !== 'pattern') return true
  const bytes = Buffer.from(value).toString('latin1')
  // some rules want a name before the value, which is one of their keywords
  const leads = ['', ...rule.keywords.flatMap((word) => [`${word}=`, `${word}: `, `${word}_key=`, `${word}_secret="`])]
  return leads.some((lead) => takesAll(rule, lead, bytes))
}

function takesAll(rule: CompiledRule, lead: string, bytes: string): boolean {
  const pattern = new RegExp(rule.source, `dg${rule.flags}`)
  const text = lead + bytes + (lead.endsWith('"') ? '"' : '')
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length]
    const isSecret = start === lead.length && end === lead.length + bytes.length
    // the secret may be a part of the value, such as the password in a URL
    if (isSecret || (match.index <= lead.length && match.index + match[0].length >= lead.length + bytes.length))
      return true
  }
  return false
}

/** The likeliest reason why a value has not the form of a rule; tells nothing of the value but how it differs. */
export function explainMismatch(value: string, rule: CompiledRule, { shortest, longest }: ValueShape): string {
  const bare = value.trim()
  if (/^(["'`]).*\1$/s.test(bare) && hasForm(bare.slice(1, -1), rule)) return 'has quotes around it'
  if (!value.startsWith(rule.shownPrefix)) return `does not begin with ${rule.shownPrefix}`
  if (value.length < shortest) return 'is too short: was it cut off?'
  if (longest !== null && value.length > longest) return 'is too long: is something else at its end?'
  if (/\s/.test(value)) return 'has white space in it'
  return 'has not the form of such a key'
}
