import type { Check } from '../../detect/checks/check.ts'
import { CHECKS } from '../../detect/checks/check-table.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import { fillMock } from '../../rules/fill-mock.ts'
import type { KeyProblem } from './key-problem.ts'
import { shapeOf } from './value-shape.ts'

/** The texts that a rule says it finds its secrets in, `{mock}` for the secret; loaded only where they are needed. */
export type LoadExamples = () => Promise<readonly string[]>

/** What is wrong with the form of a value by the scanner's own rule: pattern, then offline checks. Null where nothing is. */
export async function judgeFormat(value: string, rule: CompiledRule, load: LoadExamples): Promise<KeyProblem | null> {
  if (!(await hasForm(value, rule, load))) return { code: 'malformed', says: 'has not the form of such a key' }
  const checks: Readonly<Record<string, Check>> = CHECKS
  for (const name of rule.checks) {
    const verdict = Object.hasOwn(checks, name) ? checks[name]?.verify(value) : null
    if (verdict?.outcome === 'refutes') return { code: 'checksum', says: `is no such key: ${verdict.reason}` }
    if (verdict?.outcome === 'rejects') return { code: 'placeholder', says: verdict.reason }
  }
  return null
}

/** True where the rule takes the value for its secret, all of it; a rule that goes by other signs takes any. */
export async function hasForm(value: string, rule: CompiledRule, load: LoadExamples): Promise<boolean> {
  if (rule.detector !== 'pattern') return true
  const pattern = new RegExp(rule.source, `g${rule.flags}`)
  const wanted = latin1(value.trimEnd()) // a key block may end with a line feed
  const finds = (text: string) =>
    [...latin1(text).matchAll(pattern)].some((match) => (match.groups?.['secret'] ?? match[0]) === wanted)
  if (finds(value) || rule.keywords.some((word) => finds(`${word}=${value}`))) return true
  // a rule that wants more round a secret has examples of it
  const examples = (await load()).filter((template) => template.includes('{mock}'))
  return examples.some((template) => finds(fillMock(template, { seed: '', complete: () => '', mock: value })))
}

/** As rules see a text: a character a byte. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The likeliest reason why a value has not the form of a rule; tells nothing of the value but how it differs. */
export async function explainMismatch(
  value: string,
  rule: CompiledRule,
  { mock, positive }: Pick<RuleDocs, 'mock' | 'positive'>,
): Promise<string> {
  const { shortest, longest } = shapeOf(mock)
  const inner = /^(["'`])(.*)\1$/s.exec(value.trim())?.[2]
  if (inner !== undefined && (await hasForm(inner, rule, async () => positive))) return 'has quotes around it'
  if (!value.startsWith(rule.shownPrefix)) return `does not begin with ${rule.shownPrefix}`
  if (value.length < shortest) return 'is too short: was it cut off?'
  if (longest !== null && value.length > longest) return 'is too long: is something else at its end?'
  if (/\s/.test(value)) return 'has white space in it'
  return 'has not the form of such a key'
}
