import type { CompiledRule } from '../../model/rule.ts'
import { type EnvironmentName, isProduction } from '../resolve/environment-name.ts'
import type { LoadDocs } from './judge-format.ts'
import { judgePlaceholder } from './judge-placeholder.ts'
import { judgeTestKey } from './judge-stage.ts'
import type { KeyProblem } from './key-problem.ts'
import { nearestFirst } from './nearest-first.ts'

/** What the value of a secret is judged by. */
export interface SecretJudgement {
  /** Rules one of which it has to fit; empty where none says what it looks like. */
  readonly rules: readonly CompiledRule[]
  readonly load: LoadDocs
  /** Value in `.env.example`, '' where there is none. */
  readonly example: string
  readonly environment: EnvironmentName
}

/** The first thing that is wrong with the value of a secret; null where it may be a real one. */
export async function judgeSecret(value: string, judgement: SecretJudgement): Promise<KeyProblem | null> {
  const { rules, load, example, environment } = judgement
  // a key block ends with a line feed
  if (value.trim() !== value && !value.includes('-----BEGIN ')) {
    return { code: 'white-space', says: 'has white space before or behind it' }
  }
  if (example !== '' && value === example) {
    return {
      code: 'same-as-example',
      says: 'has the value of .env.example, which everybody knows',
      remedy: 'set another value; if anybody may see this one, write @public in its comment there',
    }
  }
  const isInProduction = isProduction(environment)
  const placeholder = judgePlaceholder(value, {
    origin: rules.length === 0 ? 'chosen' : 'issued',
    isProduction: isInProduction,
    shownPrefix: nearestFirst(value, rules)[0]?.shownPrefix ?? '',
  })
  const format = placeholder === null && rules.length > 0 ? await judgeByRules(value, rules, load) : null
  return placeholder ?? format ?? judgeTestKey(value, environment)
}

/** Loaded late: the checks of all rules come with it. */
async function judgeByRules(value: string, rules: readonly CompiledRule[], load: LoadDocs): Promise<KeyProblem | null> {
  const { judgeFormat } = await import('./judge-format.ts')
  return judgeFormat(value, rules, load)
}
