import { judgeSecret } from '../../secrets/check/judge-secret.ts'
import type { EnvironmentName } from '../../secrets/resolve/environment-name.ts'
import { openKnownKeys } from '../secrets/known-keys.ts'

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
  const known = await openKnownKeys(folder, ruleFiles)
  const judged = [...values].map(async ([key, value]) => {
    const { definition, rules, example } = await known.about(key)
    if (definition.sensitive === false) return []
    const problem = await judgeSecret(value, { rules, example, environment, load: known.docs })
    const isPlaceholder = problem?.code === 'placeholder' || problem?.code === 'same-as-example'
    return isPlaceholder ? [{ key, says: problem.says }] : []
  })
  return (await Promise.all(judged)).flat()
}
