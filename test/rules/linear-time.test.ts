import { fileURLToPath } from 'node:url'
import { checkSync, type Diagnostics } from 'recheck'
import { beforeAll, expect, test, vi } from 'vitest'
import type { CompiledRule } from '../../src/model/rule.ts'
import { compilePack } from '../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../src/rules/load-rule-files.ts'
import { shapeFaults } from '../../src/rules/pattern/linear-shape.ts'
import { parsePattern } from '../../src/rules/pattern/parse-pattern.ts'
import { loosenedParts } from './loosened-parts.ts'

/*
 * Three readings of every compiled expression, from the weakest to the strictest:
 *
 * 1. recheck's automaton on the expression as it is. It answers for every rule; but with bounded quantifiers alone, what
 *    takes long takes so a bounded time, which is not much of a promise.
 * 2. recheck's automaton on the same without the bounds, which is stricter than it need be. Some of these automata are
 *    too large to be answered in the time that a test has.
 * 3. Our own criterion, which also takes bounded quantifiers for loops and answers for all of them: no infinite
 *    ambiguity (Weber and Seidl 1991), so that a matcher which goes back tries a number of ways at one place that does
 *    not grow with the length that a quantifier admits. It is the proof for what recheck leaves unknown.
 *
 * All hold for one place at which a match may begin. `test/detect/adversarial.test.ts` tries the engine as a whole.
 */
const CHECKER = { checker: 'automaton', maxNFASize: 1_000_000 } as const
/** Enough for most; an automaton that takes longer is left to our own criterion. */
const LOOSE_TIMEOUT = 60

let rules: readonly CompiledRule[]

beforeAll(async () => {
  // the pure implementation: no thread, no program of another language
  vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure')
  const texts = await loadRuleFiles([fileURLToPath(new URL('../../rules/', import.meta.url))])
  const { pack } = compilePack(texts, { checks: null, takenIds: new Set() })
  rules = pack.rules.filter(({ detector }) => detector === 'pattern')
})

test('recheck finds every compiled expression safe', () => {
  const verdicts = rules.map(({ id, source, flags }) =>
    verdictOn(id, checkSync(source, flags, { ...CHECKER, timeout: 30_000 })),
  )
  expect(verdicts.filter((verdict) => !verdict.endsWith(' safe'))).toEqual([])
  expect(verdicts.length).toBeGreaterThan(100)
}, 300_000)

test('no expression is vulnerable without its bounds: recheck says so, or our own criterion', () => {
  const owners = new Map(rules.flatMap(({ id, source }) => loosenedParts(source).map((part) => [part, id] as const)))
  const decided: string[] = []
  const vulnerable: string[] = []
  const open: string[] = []
  for (const [part, id] of owners) {
    const { status } = checkSync(part, '', { ...CHECKER, timeout: LOOSE_TIMEOUT })
    if (status === 'vulnerable') vulnerable.push(`${id}: ${part}`)
    else if (status === 'safe') decided.push(id)
    else open.push(id)
  }
  console.info(`without bounds: ${decided.length} parts safe by recheck, ${open.length} by our own criterion`)
  expect(vulnerable).toEqual([])
  expect(decided.length).toBeGreaterThan(0)
  const left = new Set(open)
  expect(rules.filter(({ id }) => left.has(id)).flatMap(faultsOf)).toEqual([])
}, 300_000)

test.each([['(?:[a-z]{1,50}){1,50}x'], ['[a-z]{1,50}[a-z0-9]{1,50}x'], ['(?=(?:a|ab|b){1,50}c)']])(
  'both see through %s',
  (source) => {
    const statuses = loosenedParts(source).map((part) => checkSync(part, '', { ...CHECKER, timeout: 30_000 }).status)
    expect(statuses).toContain('vulnerable')
    expect(faultsOf({ id: 'example', source })).not.toEqual([])
  },
)

function faultsOf({ id, source }: Pick<CompiledRule, 'id' | 'source'>): readonly string[] {
  const { tree } = parsePattern(source, '')
  return tree === null ? [`${id} is no expression`] : shapeFaults(tree).map(({ message }) => `${id}: ${message}`)
}

function verdictOn(id: string, diagnostics: Diagnostics): string {
  const more = diagnostics.status === 'vulnerable' ? ` (${diagnostics.complexity.summary})` : ''
  return `${id} ${diagnostics.status}${more}`
}
