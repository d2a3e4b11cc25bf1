import { fillMock } from './fill-mock.ts'
import { type MockFault, parseMockTemplate } from './mock-template.ts'
import type { ParsedRule, ParsedRuleFile } from './parsed-rule.ts'
import type { RuleProblem } from './rule-problem.ts'

/** What a detector has found: the rule and the secret as it stands in the text. */
interface FoundSecret {
  readonly ruleId: string
  readonly secret: string
}

/** What examples are tried with. */
export interface ExampleTools {
  /** The whole engine, or a stand-in. */
  detect(text: string): readonly FoundSecret[]
  /** What the named check gives for `{check}`; null where it can complete nothing. */
  complete(check: string, before: string): string | null
  /** Each example is filled once for every seed. */
  readonly seeds: readonly string[]
}

interface Example {
  readonly rule: ParsedRule
  readonly template: string
  /** Where it stands in the file's tables. */
  readonly path: string
  readonly says: string
}

interface Trouble {
  readonly path: string
  readonly offset: number
  readonly message: string
  readonly hint: string
}

/** Tries every rule's examples: a positive gives a finding of its rule, whose secret is the mock, a negative none. */
export function checkExamples(files: readonly ParsedRuleFile[], tools: ExampleTools): readonly RuleProblem[] {
  return files.flatMap(({ file, rules, positions }) =>
    rules.flatMap((rule) =>
      ruleTroubles(rule, tools).map(({ path, offset, message, hint }) => ({
        file,
        ...positions.inside(path, offset),
        message: `${rule.id}: ${message}`,
        hint,
      })),
    ),
  )
}

function ruleTroubles(rule: ParsedRule, tools: ExampleTools): readonly Trouble[] {
  const broken = templateTroubles(rule)
  if (broken.length > 0) return broken
  const positive = rule.positive.map((template, i) => exampleOf(rule, template, 'positive', i))
  const negative = rule.negative.map((template, i) => exampleOf(rule, template, 'negative', i))
  return [
    ...positive.flatMap((example) => firstTrouble(example, tools, positiveTrouble)),
    ...negative.flatMap((example) => firstTrouble(example, tools, negativeTrouble)),
  ]
}

function exampleOf(rule: ParsedRule, template: string, kind: 'positive' | 'negative', index: number): Example {
  const says = `${kind} example ${index + 1} ${JSON.stringify(template)}`
  return { rule, template, path: `${rule.path}.examples.${kind}[${index}]`, says }
}

type Verdict = (example: Example, mock: string, found: readonly string[]) => Omit<Trouble, 'path' | 'offset'> | null

function firstTrouble(example: Example, tools: ExampleTools, verdict: Verdict): readonly Trouble[] {
  for (const seed of tools.seeds) {
    const { rule, template, path } = example
    const mock = mockOf(rule, seed, tools)
    const text = fillMock(template, { seed: `${path}\0${seed}`, complete: () => '', mock })
    const found = tools.detect(text).flatMap(({ ruleId, secret }) => (ruleId === rule.id ? secret : []))
    const trouble = verdict(example, mock, found)
    if (trouble !== null) return [{ path, offset: 0, ...trouble }]
  }
  return []
}

/** The rule's mock for a seed. */
export function mockOf(
  rule: Pick<ParsedRule, 'mock' | 'checks'>,
  seed: string,
  tools: Pick<ExampleTools, 'complete'>,
): string {
  const complete = (before: string): string => {
    for (const check of rule.checks) {
      const completion = tools.complete(check, before)
      if (completion !== null) return completion
    }
    return ''
  }
  return fillMock(rule.mock, { seed, complete, mock: '' })
}

const positiveTrouble: Verdict = ({ template, says }, mock, found) => {
  if (found.length === 0)
    return { message: `${says} gives no finding`, hint: 'mend the pattern, the mock or the example' }
  if (!template.includes('{mock}') || found.includes(mock)) return null
  return { message: `${says} gives a finding whose secret is not the mock`, hint: 'the pattern takes more or less' }
}

const negativeTrouble: Verdict = ({ says }, _mock, found) => {
  if (found.length === 0) return null
  return { message: `${says} gives a finding`, hint: 'narrow the pattern or mend the example' }
}

function templateTroubles(rule: ParsedRule): readonly Trouble[] {
  const { path, positive, negative } = rule
  const mock = parseMockTemplate(rule.mock)
  const faults = [...mock.faults]
  if (mock.parts.some((part) => part.kind === 'mock')) faults.push({ offset: 0, message: '{mock} inside mock' })
  if (rule.checks.length === 0 && mock.parts.some((part) => part.kind === 'check')) {
    faults.push({ offset: 0, message: '{check} in the mock of a rule without checks' })
  }
  const troubles = faults.map((fault) => trouble(`${path}.mock`, fault))
  for (const [kind, templates] of Object.entries({ positive, negative })) {
    templates.forEach((template, index) => {
      const { parts, faults: found } = parseMockTemplate(template)
      const where = `${path}.examples.${kind}[${index}]`
      troubles.push(...found.map((fault) => trouble(where, fault)))
      if (parts.some((part) => part.kind === 'check')) {
        troubles.push(trouble(where, { offset: 0, message: '{check} in an example; it belongs in mock' }))
      }
    })
  }
  return troubles
}

function trouble(path: string, { offset, message }: MockFault): Trouble {
  return { path, offset, message, hint: 'see Mock templates in rules/README.md' }
}
