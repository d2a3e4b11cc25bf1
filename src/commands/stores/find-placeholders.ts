import { judgeSecret } from '../../secrets/check/judge-secret.ts'
import type { KeyDefinition } from '../../secrets/definition/key-definition.ts'
import type { EnvironmentName } from '../../secrets/resolve/environment-name.ts'
import { readExample, withNamedRules } from '../secrets/read-example.ts'
import { openRuleBook } from '../secrets/rule-book.ts'

/** A key whose value stands for one that somebody is to fill in; `says` is a clause that its name goes before. */
export interface HeldPlaceholder {
  readonly key: string
  readonly says: string
}

/** Where values stand, and what they are judged by. */
interface Surroundings {
  /** Absolute path of the folder that may have a `.env.example`. */
  readonly folder: string
  readonly environment: EnvironmentName
  /** Absolute paths. */
  readonly ruleFiles: readonly string[]
}

/** The secrets whose values are no real ones, as `secrets check` tells them: placeholders, and what `.env.example` shows. */
export async function findPlaceholders(
  values: ReadonlyMap<string, string>,
  { folder, environment, ruleFiles }: Surroundings,
): Promise<readonly HeldPlaceholder[]> {
  if (values.size === 0) return []
  const book = openRuleBook(ruleFiles)
  const example = await readExample(folder)
  const definitions = example === null ? {} : (await withNamedRules(example, book)).definition.keys
  const judged = [...values].map(async ([key, value]) => {
    const definition: KeyDefinition = Object.hasOwn(definitions, key) ? (definitions[key] ?? {}) : {}
    if (definition.sensitive === false) return []
    const ids = [definition.rule ?? (await book.namedBy(key))].flat()
    const rules = (await Promise.all(ids.map((id) => book.rule(id)))).filter((rule) => rule !== null)
    const problem = await judgeSecret(value, {
      ...{ rules, environment, example: example?.values.get(key) ?? '', load: (id) => book.docs(id) },
    })
    const isPlaceholder = problem?.code === 'placeholder' || problem?.code === 'same-as-example'
    return isPlaceholder ? [{ key, says: problem.says }] : []
  })
  return (await Promise.all(judged)).flat()
}
