import { createHash } from 'node:crypto'
import type { CompiledRule, RuleDocs, RulePack } from '../model/rule.ts'
import { compileRule } from './compile-rule.ts'
import { parseRuleFile } from './parse-rule-file.ts'
import type { ParsedRule, ParsedRuleFile } from './parsed-rule.ts'
import type { RuleProblem } from './rule-problem.ts'

/** The text of a rule file and the name that problems in it are reported under. */
export interface RuleFileText {
  readonly file: string
  readonly text: string
}

/** What the rules of a pack must fit in with. */
export interface PackSurroundings {
  /** Names of the checks that the engine has; null where any name will do. */
  readonly checks: ReadonlySet<string> | null
  /** Rule ids that are taken already, by the built-in rules. */
  readonly takenIds: ReadonlySet<string>
}

/** Compiled rules; where there are problems, of those rules only that have none. */
export interface PackResult {
  readonly pack: RulePack
  /** Sorted by id as the rules are. */
  readonly docs: readonly RuleDocs[]
  readonly files: readonly ParsedRuleFile[]
  readonly problems: readonly RuleProblem[]
}

/** Checks and compiles rule files. */
export function compilePack(texts: readonly RuleFileText[], surroundings: PackSurroundings): PackResult {
  const results = texts.map(({ file, text }) => parseRuleFile(file, text))
  const files = results.flatMap(({ parsed }) => parsed ?? [])
  const problems = results.flatMap((result) => result.problems)
  problems.push(...takenIdProblems(files, surroundings.takenIds), ...unknownCheckProblems(files, surroundings.checks))
  problems.push(...unknownPartProblems(files, surroundings.takenIds))
  const rules: CompiledRule[] = []
  for (const file of files) {
    for (const parsed of file.rules) {
      const { rule, faults } = compileRule(parsed, file.provider.id)
      if (rule !== null) rules.push(rule)
      for (const { field, offset, message, hint } of faults) {
        const position = file.positions.inside(`${parsed.path}.${field}`, offset)
        problems.push({ file: file.file, ...position, message: `${parsed.id}: ${message}`, hint })
      }
    }
  }
  const docs = files.flatMap((file) => file.rules.map((rule) => docsOf(rule, file))).sort(byId)
  return { pack: createPack(rules), docs, files, problems: problems.sort(byPosition) }
}

/** A pack of the rules, sorted by id and named by the digest of all that they hold. */
export function createPack(rules: readonly CompiledRule[]): RulePack {
  const sorted = [...rules].sort(byId)
  return { digest: createHash('sha256').update(canonicalJson(sorted)).digest('hex'), rules: sorted }
}

/** JSON with the keys of each object in alphabetical order, so that equal data has equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function docsOf(rule: ParsedRule, { provider }: ParsedRuleFile): RuleDocs {
  const { id, description, impact, remedy, revokeUrl, references, mock, positive, negative } = rule
  return {
    id,
    provider: provider.id,
    providerName: provider.name,
    description,
    impact,
    remedy,
    revokeUrl,
    references,
    tags: provider.tags,
    mock,
    positive,
    negative,
  }
}

function takenIdProblems(files: readonly ParsedRuleFile[], takenIds: ReadonlySet<string>): RuleProblem[] {
  const problems: RuleProblem[] = []
  const owners = new Map([...takenIds].map((id) => [id, 'a built-in rule']))
  for (const { file, rules, positions } of files) {
    for (const { id, path } of rules) {
      const owner = owners.get(id)
      const position = positions.at(`${path}.id`)
      if (owner === undefined) owners.set(id, `a rule of ${file}:${position.line}`)
      else problems.push({ file, ...position, message: `rule id ${id} is that of ${owner}`, hint: 'ids are unique' })
    }
  }
  return problems
}

function unknownCheckProblems(
  files: readonly ParsedRuleFile[],
  checks: ReadonlySet<string> | null,
): readonly RuleProblem[] {
  if (checks === null) return []
  return files.flatMap(({ file, rules, positions }) =>
    rules.flatMap((rule) =>
      rule.checks.flatMap((check, index) => {
        if (checks.has(check)) return []
        const position = positions.at(`${rule.path}.checks[${index}]`)
        const hint = `known are ${[...checks].sort().join(', ')}`
        return { file, ...position, message: `${rule.id}: unknown check ${check}`, hint }
      }),
    ),
  )
}

function unknownPartProblems(files: readonly ParsedRuleFile[], takenIds: ReadonlySet<string>): readonly RuleProblem[] {
  const known = new Set([...takenIds, ...files.flatMap(({ rules }) => rules.map(({ id }) => id))])
  return files.flatMap(({ file, rules, positions }) =>
    rules.flatMap(({ id, path, parts }) =>
      parts.flatMap((part, index) => {
        if (part.rule === '' || (known.has(part.rule) && part.rule !== id)) return []
        const position = positions.at(`${path}.parts[${index}].rule`)
        return { file, ...position, message: `${id}: no other rule ${part.rule}`, hint: 'name the rule of the id' }
      }),
    ),
  )
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

function byPosition(a: RuleProblem, b: RuleProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}
