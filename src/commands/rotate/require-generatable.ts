import { ScanError } from '../../model/errors.ts'
import { judgeFormat } from '../../secrets/check/judge-format.ts'
import { generateValue, parseValueSpec } from '../../secrets/rotate/generate-value.ts'
import { openKnownKeys } from '../secrets/known-keys.ts'

/** The secret that is to get a generated value. */
interface Subject {
  readonly key: string
  /** Absolute path of the folder that may have a `.env.example`. */
  readonly folder: string
  /** Absolute paths. */
  readonly ruleFiles: readonly string[]
  /** Rule of the finding that is answered; null where there is none. */
  readonly foundBy: string | null
}

/**
 * Refuses to generate a value for a key whose values a provider issues: what is made up has not the form of the key's rule, and would
 * be made current all the same where nothing tries it. Told by trying one on the rule.
 */
export async function requireGeneratable(spec: string, { key, folder, ruleFiles, foundBy }: Subject): Promise<void> {
  const sample = generateValue(parseValueSpec(spec)).reveal()
  const known = await openKnownKeys(folder, ruleFiles)
  const { rules, definition } = await known.about(key)
  const found = foundBy === null ? null : await known.rule(foundBy)
  const wanted = rules.length > 0 ? rules : [found].filter((rule) => rule !== null)
  const problem = wanted.length === 0 ? null : await judgeFormat(sample, wanted, known.docs)
  const [rule] = wanted
  if (problem === null || rule === undefined) return
  const docs = await known.docs(rule.id)
  const where = definition.url ?? docs?.revokeUrl ?? ''
  throw new ScanError(
    'USAGE',
    `a generated value is no ${docs?.description ?? rule.id}, which ${key} has to be [${rule.id}]`,
    {
      hint: `have one issued${where === '' ? '' : ` at ${where}`} and pipe it in with --from-stdin; if any value will do, write "rule: none" above ${key} in .env.example`,
    },
  )
}
