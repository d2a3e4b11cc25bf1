import type { Check } from '../../detect/checks/check.ts'
import { CHECKS } from '../../detect/checks/check-table.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import { fillMock } from '../../rules/fill-mock.ts'
import type { KeyProblem } from './key-problem.ts'
import { nearestFirst } from './nearest-first.ts'

/** What people read of a rule, loaded only where it is needed. */
export type LoadDocs = (id: string) => Promise<RuleDocs | null>

/** What is wrong with the form of a value that has to fit one of the rules: pattern, then offline checks. Null where nothing is. */
export async function judgeFormat(
  value: string,
  rules: readonly CompiledRule[],
  load: LoadDocs,
): Promise<KeyProblem | null> {
  let nearest: KeyProblem | null = null
  for (const rule of nearestFirst(value, rules)) {
    const problem = await judgeByRule(value, rule, load)
    if (problem === null) return null
    nearest ??= problem
  }
  return nearest
}

async function judgeByRule(value: string, rule: CompiledRule, load: LoadDocs): Promise<KeyProblem | null> {
  if (rule.detector !== 'pattern') return null // goes by other signs than the value's
  if (!fits(value, rule, [])) {
    const docs = await load(rule.id)
    if (docs !== null && !fits(value, rule, docs.positive)) {
      return { code: 'malformed', says: await explainMismatch(value, rule, docs) }
    }
  }
  const checks: Readonly<Record<string, Check>> = CHECKS
  for (const name of rule.checks) {
    const verdict = Object.hasOwn(checks, name) ? checks[name]?.verify(value) : null
    if (verdict?.outcome === 'refutes') return { code: 'checksum', says: `is no such key: ${verdict.reason}` }
    if (verdict?.outcome === 'rejects') return { code: 'placeholder', says: verdict.reason }
  }
  return null
}

/**
 * True where the rule takes the value for its secret, all of it: as it stands, behind a word that the rule looks for, or in one of
 * its examples, which have what it wants round a secret.
 */
function fits(value: string, { source, flags, keywords }: CompiledRule, examples: readonly string[]): boolean {
  const pattern = new RegExp(source, `g${flags}`)
  const wanted = latin1(value.trimEnd()) // a key block may end with a line feed
  const finds = (text: string) =>
    [...latin1(text).matchAll(pattern)].some((match) => (match.groups?.['secret'] ?? match[0]) === wanted)
  if (finds(value) || keywords.some((word) => finds(`${word}=${value}`))) return true
  return examples
    .filter((template) => template.includes('{mock}'))
    .some((template) => finds(fillMock(template, { seed: '', complete: () => '', mock: value })))
}

/** As rules see a text: a character a byte. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The likeliest reason why a value has not the form of a rule; tells nothing of the value but how it differs. */
async function explainMismatch(value: string, rule: CompiledRule, docs: RuleDocs): Promise<string> {
  const inner = /^(["'`])(.*)\1$/s.exec(value.trim())?.[2]
  if (inner !== undefined && fits(inner, rule, docs.positive)) return 'has quotes around it'
  if (!value.startsWith(rule.shownPrefix)) return `does not begin with ${rule.shownPrefix}`
  // loaded only now: it brings a parser of expressions
  const { shapeOf } = await import('./value-shape.ts')
  const { shortest, longest } = shapeOf(rule, docs)
  if (value.length < shortest) return 'is too short: was it cut off?'
  if (longest > 0 && value.length > longest) return 'is too long: is something else at its end?'
  if (/\s/.test(value)) return 'has white space in it'
  return 'has not the form of such a key'
}
