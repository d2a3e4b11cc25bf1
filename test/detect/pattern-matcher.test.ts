import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Text } from '../../src/detect/decode-text.ts'
import { buildTables } from '../../src/detect/detector-tables.ts'
import { PatternMatcher } from '../../src/detect/pattern-matcher.ts'
import { ruleBookOf } from '../../src/detect/rule-book.ts'
import { WorkBudget } from '../../src/detect/work-budget.ts'
import type { CompiledRule } from '../../src/model/rule.ts'
import { mock } from '../support/mock.ts'
import { builtInRules } from './engine.ts'

const rules = (await builtInRules()).filter(({ detector }) => detector === 'pattern')
const matcher = new PatternMatcher(buildTables(rules), ruleBookOf(rules), () => null)
const patterns = new Map(rules.map((rule) => [rule, new RegExp(rule.source, `dg${rule.flags}`)]))

/** A value of the rule where the rule expects it, with what may stand before and behind it. */
const planted = fc
  .tuple(
    fc.constantFrom(...rules),
    fc.constantFrom('', ' ', '\n', '"', 'x', '=', '\\n', '%3D', 'KEY', '_'),
    fc.constantFrom('', ' ', '"', ',', 'x', '.', '=', '\n'),
    fc.nat(9),
  )
  .map(([rule, before, behind, seed]) => before + mock(rule.id, `${seed}`) + behind)
const soup = fc.constantFrom(...rules.flatMap(({ keywords }) => keywords)).map((keyword) => ` ${keyword}: `)
const noise = fc.string({ unit: fc.constantFrom(...'aB3_-=:"\n /.'), maxLength: 40 })

/** What every rule finds where it is run over the whole text. */
function naive(rule: CompiledRule, text: string): string[] {
  const pattern = patterns.get(rule) as RegExp
  const found: string[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length]
    if (end > start) found.push(`${rule.id} ${start}-${end}`)
    pattern.lastIndex = Math.max(end, match.index + 1)
  }
  return found
}

test('rules that run only where the prefilter sends them find what they find in the whole text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(planted, planted, soup, noise), { maxLength: 14 }), (pieces) => {
      const buffer = Buffer.from(pieces.join(''))
      const text: Text = { buffer, start: 0, end: buffer.length, isBinary: false }
      const { hits } = matcher.scan(text, { isWanted: () => true, budget: new WorkBudget(1 << 30) })
      const latin1 = buffer.toString('latin1')
      expect(hits.map(({ rule, start, end }) => `${rule.id} ${start}-${end}`).sort()).toEqual(
        rules.flatMap((rule) => naive(rule, latin1)).sort(),
      )
    }),
    { numRuns: 300 },
  )
})
