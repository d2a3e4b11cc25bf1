import { placeholderReason } from '../../detect/checks/placeholder.ts'
import { saysPlaceholder } from '../../detect/checks/placeholder-words.ts'
import type { KeyProblem } from './key-problem.ts'

/** How hard a value is looked at: `issued` by a service, `chosen` by somebody, for production or not. */
export interface PlaceholderContext {
  readonly origin: 'issued' | 'chosen'
  readonly isProduction: boolean
  /** Start that all such values share. */
  readonly shownPrefix: string
}

/** `<token>`, `${TOKEN}`, `{{ token }}`, `xxxx`, `****`: nobody's password, however weak. */
const FRAMED = /^(?:<.*>|\$\{.*\}|\{\{.*\}\}|%\w+%|x{3,}|\*{3,}|\.{3}|…)$/is

/** Tells of a value that stands for one that somebody is to fill in. A weak password is one only in production. */
export function judgePlaceholder(value: string, context: PlaceholderContext): KeyProblem | null {
  const { origin, isProduction, shownPrefix } = context
  if (origin === 'issued' || isProduction) {
    const reason = placeholderReason(value, shownPrefix)
    if (reason !== null) return { code: 'placeholder', says: reason }
  }
  const isTold = FRAMED.test(value.trim()) || (!value.includes('://') && saysPlaceholder(value))
  return isTold ? { code: 'placeholder', says: 'says that it is a placeholder' } : null
}
