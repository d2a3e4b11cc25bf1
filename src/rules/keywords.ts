import type { FieldFault } from './field-fault.ts'
import type { ParsedRule } from './parsed-rule.ts'
import { matchWithoutKeyword } from './pattern/keyword-proof.ts'
import type { PatternNode } from './pattern/pattern-tree.ts'
import { requiredLiterals, shortestLength } from './pattern/required-literals.ts'

const LEAST_LENGTH = 3

/** The rule's keywords, proven to stand in every match of the compiled expression, or the fault that denies it. */
export interface KeywordChoice {
  readonly keywords: readonly string[]
  readonly fault: FieldFault | null
}

/** Proves the declared keywords; derives them from the compiled expression where none are declared. */
export function chooseKeywords(rule: ParsedRule, whole: PatternNode): KeywordChoice {
  if (rule.keywords.length > 0) return proven(rule.keywords, whole)
  const literals = requiredLiterals(whole)
  if (literals !== null && shortestLength(literals) >= LEAST_LENGTH) {
    return { keywords: [...literals].sort(), fault: null }
  }
  const message = `the pattern holds no literal of ${LEAST_LENGTH} characters that each match shares`
  return refused('pattern', message, 'name context words that must stand before the value: context = ["acme"]')
}

function proven(keywords: readonly string[], whole: PatternNode): KeywordChoice {
  const witness = matchWithoutKeyword(whole, keywords)
  if (witness === null) return { keywords: [...keywords].sort(), fault: null }
  const literals = requiredLiterals(whole)
  const derived = literals === null ? '' : `; each match holds one of ${literals.join(', ')}`
  return refused('keywords', `a match may hold no keyword, such as ${witness}`, `add what is missing${derived}`)
}

function refused(field: string, message: string, hint: string): KeywordChoice {
  return { keywords: [], fault: { field, offset: 0, message, hint } }
}
