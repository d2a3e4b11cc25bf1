import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Check } from '../../src/detect/checks/check.ts'
import { CHECKS } from '../../src/detect/checks/check-table.ts'
import { createDetector } from '../../src/detect/detector.ts'
import { buildTables } from '../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../src/detect/rule-book.ts'
import { type Blob, WHOLE } from '../../src/model/blob.ts'
import type { CompiledRule } from '../../src/model/rule.ts'
import { checkExamples, type ExampleTools } from '../../src/rules/check-examples.ts'
import { compilePack, type PackResult } from '../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../src/rules/load-rule-files.ts'
import { shapeFaults } from '../../src/rules/pattern/linear-shape.ts'
import { parsePattern } from '../../src/rules/pattern/parse-pattern.ts'
import type { PatternNode } from '../../src/rules/pattern/pattern-tree.ts'
import { requiredLiterals } from '../../src/rules/pattern/required-literals.ts'
import { randomSource } from '../../src/rules/random-source.ts'
import { formatProblem } from '../../src/rules/rule-problem.ts'
import { matchOf } from './pattern/match-of.ts'

const FOLDER = fileURLToPath(new URL('../../rules/', import.meta.url))
const SEEDS = Array.from({ length: 12 }, (_, index) => String(index))
const checks = new Map<string, Check>(Object.entries(CHECKS))
let result: PackResult
let withPattern: readonly CompiledRule[]

beforeAll(async () => {
  result = compilePack(await loadRuleFiles([FOLDER]), { checks: new Set(checks.keys()), takenIds: new Set() })
  withPattern = result.pack.rules.filter(({ detector }) => detector === 'pattern')
})

test('the built-in rules compile', () => {
  expect(result.problems.map(formatProblem)).toEqual([])
  expect(withPattern.length).toBeGreaterThan(100)
})

test('every example of the built-in rules holds', () => {
  const tools: ExampleTools = {
    detect: detectWith(result.pack.rules),
    complete: (check, before) => checks.get(check)?.complete?.(before) ?? null,
    seeds: SEEDS.slice(0, 3),
  }
  expect(checkExamples(result.files, tools).map(formatProblem)).toEqual([])
})

describe('of every built-in rule', () => {
  test('the compiled expression is linear', () => {
    const faults = withPattern.flatMap(({ id, source }) =>
      shapeFaults(treeOf(source)).map(({ message }) => ({ id, message })),
    )
    expect(faults).toEqual([])
  })

  test('each match holds a keyword and a required literal, and is no longer than the longest', () => {
    let matches = 0
    for (const { id, source, keywords, maxLength } of withPattern) {
      const tree = treeOf(source)
      const literals = requiredLiterals(tree) ?? []
      const pattern = new RegExp(source, 'g')
      for (const text of SEEDS.map((seed) => ` ${matchOf(tree, randomSource(`${id} ${seed}`))} `)) {
        for (const [match] of text.matchAll(pattern)) {
          matches++
          const lower = match.toLowerCase()
          expect(
            keywords.some((keyword) => lower.includes(keyword)),
            `a match of ${id} holds a keyword`,
          ).toBe(true)
          expect(
            literals.some((literal) => lower.includes(literal)),
            `a match of ${id} holds a literal`,
          ).toBe(true)
          expect(match.length, `length of a match of ${id}`).toBeLessThanOrEqual(maxLength)
        }
      }
    }
    expect(matches).toBeGreaterThan(2 * withPattern.length)
  })
})

function treeOf(source: string): PatternNode {
  return parsePattern(source, '').tree as PatternNode
}

function detectWith(rules: readonly CompiledRule[]): ExampleTools['detect'] {
  const options = {
    tables: buildTables(rules),
    rules: ruleBookOf(rules),
    disabled: new Set<string>(),
    checksums: 'lenient',
  } as const
  const detector = createDetector(options)
  return (text) => {
    const buffer = Buffer.from(text)
    const content = { buffer, start: 0, end: buffer.length }
    const blob: Blob = {
      type: 'blob',
      id: 'example',
      path: 'example.txt',
      content,
      size: buffer.length,
      segment: WHOLE,
    }
    return detector.detect(blob).matches.map(({ rule, secret }) => ({ ruleId: rule.id, secret: secret.reveal() }))
  }
}
