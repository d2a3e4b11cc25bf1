import type { RulePart } from '../model/rule.ts'
import type { ParsedPart } from './parsed-rule.ts'
import { shapeFaults } from './pattern/linear-shape.ts'
import { type PatternFault, parsePattern } from './pattern/parse-pattern.ts'
import { wrapPattern } from './wrap-pattern.ts'

/** A part made ready for the engine, or what is wrong with its pattern. */
export interface PartResult {
  readonly part: RulePart
  readonly faults: readonly PatternFault[]
}

/** Proves the pattern of a part sound, where it has one of its own, and wraps it as that of a rule. */
export function compilePart({ rule, name, pattern, context, lines, chars }: ParsedPart): PartResult {
  const part = { rule, name, source: '', lines, chars }
  if (pattern === '') return { part, faults: [] }
  const { tree, faults } = parsePattern(pattern, '')
  const found = [...faults, ...(tree === null ? [] : shapeFaults(tree))]
  if (tree === null || found.length > 0) return { part, faults: found }
  const source = wrapPattern({ pattern, flags: '', bounds: 'word', context, contextKeys: [] }, tree)
  return { part: { ...part, source }, faults: [] }
}
