import type { ProjectFacts, SecretSite } from '../../src/fix/fix-plan.ts'
import { type NameBook, openNameBook } from '../../src/fix/names/name-book.ts'
import { type FilePlan, planFile } from '../../src/fix/plan-file.ts'

/** What stands for the secret in the texts of a table: no rule would take it for one. */
export const MARK = '§'

/** A value without a shape. */
export const VALUE = `kw${'Ab1'.repeat(8)}`

/** What a plan is made of beside the text. */
export interface PlanOptions {
  readonly value?: string
  readonly ruleId?: string
  readonly packages?: readonly string[]
  readonly book?: NameBook
}

/** Plans the lookups for a text in which each mark stands for the secret. */
export function planText(path: string, marked: string, options: PlanOptions = {}): Promise<FilePlan> {
  const { value = VALUE, ruleId = 'acme-api-key', packages = [], book = openNameBook('', '') } = options
  const text = marked.replaceAll(MARK, value)
  const project: ProjectFacts = { packages: new Set(packages) }
  return planFile({ path, text, project }, sitesOf(text, value, ruleId), book)
}

/** The text after the plan, with the mark in the place of whatever secret is left; the reason where all is refused. */
export async function fixed(path: string, marked: string, options: PlanOptions = {}): Promise<string> {
  const { after, refused } = await planText(path, marked, options)
  const reasons = refused.map(({ refusal }) => `refused: ${refusal.reason}`)
  return reasons.length > 0 ? reasons.join('\n') : after.replaceAll(options.value ?? VALUE, MARK)
}

function sitesOf(text: string, value: string, ruleId: string): readonly SecretSite[] {
  const sites: SecretSite[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    sites.push({ start: at, end: at + value.length, ruleId, isGeneric: ruleId.startsWith('generic-') })
  }
  return sites
}
