import { parse, stringify } from 'smol-toml'
import { compileRule } from '../compile-rule.ts'
import { parseRuleFile } from '../parse-rule-file.ts'
import { parsePattern } from '../pattern/parse-pattern.ts'
import { findSecretGroup } from '../pattern/pattern-tree.ts'
import { templateOfPattern } from './template-of-pattern.ts'
import { translateExpression } from './translate-expression.ts'

/** A rule file made of another scanner's settings, and what of them it does not hold. */
export interface ImportedRules {
  /** Text of the rule file, '' where no rule could be translated. */
  readonly text: string
  readonly rules: number
  /** One line each. */
  readonly remarks: readonly string[]
}

type Table = Readonly<Record<string, unknown>>

/** The id that the file has to be named after and that all its rules begin with. */
export const IMPORTED_PROVIDER = 'imported'
const PROVIDER = {
  ...{ id: IMPORTED_PROVIDER, name: 'Imported rules', url: 'https://imported.invalid', tags: ['imported'] },
}
const UNSUPPORTED: Readonly<Record<string, string>> = {
  path: 'rules look at every file; allow paths under [allow] in keywarden.toml',
  entropy: 'write a narrower pattern or negative examples instead',
  allowlist: 'write negative look-aheads into the pattern, or allow paths under [allow]',
  allowlists: 'write negative look-aheads into the pattern, or allow paths under [allow]',
  required: 'name the other part under [[rules.parts]]',
  skipReport: 'the rule is reported',
  tags: 'tags belong to the provider',
}
const KNOWN = new Set(['id', 'description', 'regex', 'secretGroup', 'keywords'])

/** Translates a gitleaks configuration; what cannot be translated is told and left out. Throws where the text is not TOML. */
export function importGitleaks(text: string): ImportedRules {
  const { rules, ...others } = parse(text) as Table
  const remarks = Object.keys(others)
    .filter((key) => !['title', 'description', 'minVersion'].includes(key))
    .map((key) => `[${key}] is left out${key === 'extend' ? ': the built-in rules take its place' : ''}`)
  const translated = (Array.isArray(rules) ? (rules as readonly Table[]) : []).flatMap((rule, index) => {
    const name = typeof rule['id'] === 'string' ? rule['id'] : `rule ${index + 1}`
    const tell = (remark: string) => remarks.push(`${name}: ${remark}`)
    try {
      return translateRule(rule, name, tell)
    } catch (error) {
      tell(`left out: ${(error as Error).message.split('\n')[0]}`)
      return []
    }
  })
  const file = translated.length > 0 ? stringify({ provider: PROVIDER, rules: translated }) : ''
  return { text: file, rules: translated.length, remarks }
}

function translateRule(rule: Table, name: string, tell: (remark: string) => void): Table {
  for (const key of Object.keys(rule).filter((known) => !KNOWN.has(known))) {
    tell(`${key} is left out: ${UNSUPPORTED[key] ?? 'there is nothing like it'}`)
  }
  if (typeof rule['regex'] !== 'string') throw new Error('it has no regex')
  const group = typeof rule['secretGroup'] === 'number' ? rule['secretGroup'] : 0
  const { remarks, ...expression } = translateExpression(rule['regex'], group)
  for (const remark of remarks) tell(remark)
  const keywords = Array.isArray(rule['keywords']) ? rule['keywords'].filter((word) => typeof word === 'string') : []
  const table = {
    id: `${IMPORTED_PROVIDER}-${kebabCase(name)}`,
    description: typeof rule['description'] === 'string' && rule['description'] !== '' ? rule['description'] : name,
    ...expression,
    bounds: 'none',
    severity: 'high',
    confidence: 'medium',
    impact: 'Not known: say what somebody who holds it can do.',
    remedy: 'Revoke it where it was issued and create a new one.',
    references: [PROVIDER.url],
    ...examplesOf(expression.pattern, expression.flags),
  }
  const withKeywords = { ...table, keywords }
  const fault = keywords.length > 0 ? faultOf(withKeywords) : 'none'
  if (fault === null) return withKeywords
  if (keywords.length > 0) tell(`keywords are left out: ${fault}`)
  const other = faultOf(table)
  if (other !== null) throw new Error(other)
  return table
}

function examplesOf(pattern: string, flags: '' | 'i'): Table {
  const { tree } = parsePattern(pattern, flags)
  if (tree === null) throw new Error('its regex is none for JavaScript')
  const secret = findSecretGroup(tree)
  const example = templateOfPattern(tree, (node) => (node === (secret ?? tree) ? '{mock}' : null))
  const positive = [`${example} `, ` ${example} \\n`.replace('\\n', '\n')]
  const negative = ['nothing', 'key = $KEY', 'key = <your key>']
  return { mock: templateOfPattern(secret ?? tree, () => null), examples: { positive, negative } }
}

/** What the loader finds wrong with a rule, null where it is sound. */
function faultOf(rule: Table): string | null {
  const { parsed, problems } = parseRuleFile(
    `${IMPORTED_PROVIDER}.toml`,
    stringify({ provider: PROVIDER, rules: [rule] }),
  )
  const [problem] = problems
  if (problem !== undefined) return problem.message
  const [fault] = parsed?.rules.flatMap((one) => compileRule(one, IMPORTED_PROVIDER).faults) ?? []
  return fault?.message ?? null
}

function kebabCase(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'rule'
  )
}
