import type { CompiledRule } from '../../model/rule.ts'
import { type EnvironmentName, isProduction } from '../resolve/environment-name.ts'
import { judgeFormat, type LoadExamples } from './judge-format.ts'
import { judgePlaceholder } from './judge-placeholder.ts'
import { judgeTestKey } from './judge-stage.ts'
import type { KeyProblem } from './key-problem.ts'

/** What the value of a secret is judged by. */
export interface SecretJudgement {
  /** Null where no rule says what it looks like. */
  readonly rule: CompiledRule | null
  /** What the rule says it finds its secrets in. */
  readonly load: LoadExamples
  /** Value in `.env.example`, '' where there is none. */
  readonly example: string
  readonly environment: EnvironmentName
}

/** The first thing that is wrong with the value of a secret; null where it may be a real one. */
export async function judgeSecret(value: string, judgement: SecretJudgement): Promise<KeyProblem | null> {
  const { rule, load, example, environment } = judgement
  // a key block ends with a line feed
  if (value.trim() !== value && !value.includes('-----BEGIN ')) {
    return { code: 'white-space', says: 'has white space before or behind it' }
  }
  if (example !== '' && value === example) {
    return { code: 'same-as-example', says: 'has the value of .env.example, which everybody knows' }
  }
  const isInProduction = isProduction(environment)
  const placeholder = judgePlaceholder(value, {
    origin: rule === null ? 'chosen' : 'issued',
    isProduction: isInProduction,
    shownPrefix: rule?.shownPrefix ?? '',
  })
  const problem = placeholder ?? (rule === null ? null : await judgeFormat(value, rule, load))
  return problem ?? judgeTestKey(value, environment)
}
