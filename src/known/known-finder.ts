import type { Text } from '../detect/decode-text.ts'
import type { JudgedHit } from '../detect/judge.ts'
import type { KnownFinder } from '../detect/known-finder.ts'
import { resolveOverlap } from '../detect/resolve-overlap.ts'
import type { CompiledRule } from '../model/rule.ts'
import { KnownMatcher, type KnownSpan } from './known-matcher.ts'
import { type KnownValue, nameOfKnownValue } from './known-value.ts'

/** Id of the rule that known values are reported under. */
export const KNOWN_RULE = 'known-value'

/** What a finder of known values goes by. */
export interface KnownFinderOptions {
  /** Asked when the first value is found. */
  readonly rule: () => CompiledRule
  /** True for a path whose file may hold the values. */
  readonly isHolder: (path: string) => boolean
}

/** Makes hits of known values: where one holds another, as a URL its password, the longer one is the hit. */
export function createKnownFinder(values: readonly KnownValue[], { rule, isHolder }: KnownFinderOptions): KnownFinder {
  const matcher = new KnownMatcher(values.map(({ value }) => value.reveal()))
  return {
    hitsIn(text: Text, path: string): readonly JudgedHit[] {
      if (isHolder(path)) return []
      const spans = matcher.find(text)
      if (spans.length === 0) return []
      return resolveOverlap(spans.map((span) => hitOf(span, values[span.value] as KnownValue, rule())))
    },
  }
}

function hitOf({ start, end, form, isWrapped }: KnownSpan, value: KnownValue, rule: CompiledRule): JudgedHit {
  const written = [...(form === 'plain' ? [] : [form]), ...(isWrapped ? ['over several lines'] : [])]
  const told = [nameOfKnownValue(value), ...written, `from ${value.origin}`].join(', ')
  return {
    rule: { ...rule, description: `Known value: ${told}` },
    start,
    end,
    specificity: rule.specificity,
    confidence: 'certain', // knowing the value is the proof
    reasons: [],
    isRejected: false,
    hasYielded: false,
    value: value.value.reveal(),
  }
}
