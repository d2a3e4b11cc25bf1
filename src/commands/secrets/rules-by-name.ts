import { type CompiledRule, OWN_LITERAL, type RuleDocs } from '../../model/rule.ts'

// ANTHROPIC_API_KEY={mock}
const ASSIGNED = /^(?:export )?([A-Z][A-Z0-9_]*)=["']?\{mock\}["']?$/
/** Shortest literal start by which values of a rule are told from others. */
const SHORTEST_PREFIX = 3

/**
 * Rules by the variables that hold their secrets, as their examples have them: of each name, those of its examples first, then the
 * others of the same provider that have a literal of their own. Only names that tell the provider, and whose rules have a start by
 * which a value is told from any other.
 */
export function rulesByName(
  rules: readonly CompiledRule[],
  docs: readonly RuleDocs[],
): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, RuleDocs[]>()
  for (const doc of docs) {
    for (const example of doc.positive) {
      const name = ASSIGNED.exec(example)?.[1]
      if (name !== undefined) named.set(name, [...(named.get(name) ?? []), doc])
    }
  }
  return new Map(
    [...named].flatMap(([name, owners]) => {
      const ids = rulesOf(name, owners, rules)
      return ids.length === 0 ? [] : [[name, ids] as const]
    }),
  )
}

function rulesOf(name: string, owners: readonly RuleDocs[], rules: readonly CompiledRule[]): readonly string[] {
  const provider = owners[0]?.provider ?? ''
  const ofProvider = rules.filter((rule) => rule.provider === provider && rule.specificity >= OWN_LITERAL)
  const telling = ofProvider.filter(({ shownPrefix }) => shownPrefix.length >= SHORTEST_PREFIX).map(({ id }) => id)
  const isClear = owners.every((doc) => doc.provider === provider && telling.includes(doc.id))
  if (!isClear || !tellsProvider(name, provider)) return []
  return [...new Set([...owners, ...ofProvider].map(({ id }) => id))]
}

/** `GITHUB_TOKEN` tells github, `HUGGINGFACE_TOKEN` hugging-face; `SECRET_KEY` tells nobody. */
function tellsProvider(name: string, provider: string): boolean {
  return name.toLowerCase().replaceAll('_', '').startsWith(provider.replaceAll('-', ''))
}
