import { nearestName } from '../../config/nearest-name.ts'
import { ScanError } from '../../model/errors.ts'
import type { RuleDocs, RulePack } from '../../model/rule.ts'
import type { VerbResult } from '../verb-result.ts'

/** Which rules are wanted, null where all are. */
export interface RuleFilter {
  readonly provider: string | null
  readonly tag: string | null
}

/** The rules of a provider or with a tag, or all; a usage error where that leaves none. */
export function listRules(
  { pack, docs }: { readonly pack: RulePack; readonly docs: readonly RuleDocs[] },
  { provider, tag }: RuleFilter,
): VerbResult {
  const tags = new Map(docs.map((doc) => [doc.id, doc.tags]))
  const rules = pack.rules.filter(
    (rule) =>
      (provider === null || rule.provider === provider) && (tag === null || (tags.get(rule.id) ?? []).includes(tag)),
  )
  if (rules.length === 0) refuse({ provider, tag }, docs)
  const width = Math.max(...rules.map(({ id }) => id.length))
  const lines = rules.map(
    ({ id, severity, description }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${description}`,
  )
  const data = rules.map(({ id, provider: owner, severity, confidence, kind, description }) => ({
    ...{ id, provider: owner, severity, confidence, kind, description },
    tags: tags.get(id) ?? [],
  }))
  return { lines, data, outcome: 'passed', purpose: 'content' }
}

function refuse({ provider, tag }: RuleFilter, docs: readonly RuleDocs[]): never {
  const wanted = [provider === null ? '' : `provider ${provider}`, tag === null ? '' : `tag ${tag}`].filter(Boolean)
  const providers = new Set(docs.map((doc) => doc.provider))
  const tags = [...new Set(docs.flatMap((doc) => doc.tags))].sort()
  const near = provider === null || providers.has(provider) ? null : nearestName(provider, [...providers])
  const hint = near === null ? `tags are ${tags.join(', ')}` : `did you mean ${near}?`
  throw new ScanError('USAGE', `no rule has ${wanted.join(' and ')}`, { hint })
}
