import type { CompiledRule } from '../../model/rule.ts'
import { type EnvironmentName, isProduction } from '../resolve/environment-name.ts'
import { judgeFormat } from './judge-format.ts'
import { judgePlaceholder } from './judge-placeholder.ts'
import { judgeTestKey } from './judge-stage.ts'
import type { KeyProblem } from './key-problem.ts'

/** What the value of a secret is judged by. */
export interface SecretJudgement {
  /** Null where no rule says what it looks like. */
  readonly rule: CompiledRule | null
  /** Value in `.env.example`, '' where there is none. */
  readonly example: string
  readonly environment: EnvironmentName
}

/** The first thing that is wrong with the value of a secret; null where it may be a real one. */
export function judgeSecret(value: string, { rule, example, environment }: SecretJudgement): KeyProblem | null {
  // a key block ends with a line feed
  if (value.trim() !== value && !value.includes('-----BEGIN ')) {
    return { code: 'white-space', says: 'has white space before or behind it' }
  }
  if (example !== '' && value === example) {
    return { code: 'same-as-example', says: 'has the value of .env.example' }
  }
  const isInProduction = isProduction(environment)
  const placeholder = judgePlaceholder(value, {
    origin: rule === null ? 'chosen' : 'issued',
    isProduction: isInProduction,
    shownPrefix: rule?.shownPrefix ?? '',
  })
  return placeholder ?? (rule === null ? null : judgeFormat(value, rule)) ?? judgeTestKey(value, environment)
}
