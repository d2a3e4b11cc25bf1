import { type CompiledRule, OWN_LITERAL, type RuleDocs } from '../../model/rule.ts'

// ANTHROPIC_API_KEY={mock}
const ASSIGNED = /^(?:export )?([A-Z][A-Z0-9_]*)=["']?\{mock\}["']?$/
/** Shortest literal start by which values of a rule are told from others. */
const SHORTEST_PREFIX = 3

/**
 * Rules by the variables that hold their secrets, as their examples have them: of each name, those of its examples first, then the
 * others of the same provider. Only names that tell the provider, and rules by whose start a value is told from any other.
 */
export function rulesByName(
  rules: readonly CompiledRule[],
  docs: readonly RuleDocs[],
): ReadonlyMap<string, readonly string[]> {
  const telling = rules.filter(
    ({ shownPrefix, specificity }) => shownPrefix.length >= SHORTEST_PREFIX && specificity >= OWN_LITERAL,
  )
  const named = new Map<string, RuleDocs[]>()
  for (const doc of docs) {
    for (const example of doc.positive) {
      const name = ASSIGNED.exec(example)?.[1]
      if (name !== undefined) named.set(name, [...(named.get(name) ?? []), doc])
    }
  }
  return new Map(
    [...named].flatMap(([name, owners]) => {
      const ids = rulesOf(name, owners, telling)
      return ids.length === 0 ? [] : [[name, ids] as const]
    }),
  )
}

function rulesOf(name: string, owners: readonly RuleDocs[], telling: readonly CompiledRule[]): readonly string[] {
  const provider = owners[0]?.provider ?? ''
  const ofProvider = telling.filter((rule) => rule.provider === provider).map(({ id }) => id)
  const isClear = owners.every((doc) => doc.provider === provider && ofProvider.includes(doc.id))
  return isClear && tellsProvider(name, provider) ? [...new Set([...owners.map(({ id }) => id), ...ofProvider])] : []
}

/** `GITHUB_TOKEN` tells github, `HUGGINGFACE_TOKEN` hugging-face; `SECRET_KEY` tells nobody. */
function tellsProvider(name: string, provider: string): boolean {
  return name.toLowerCase().replaceAll('_', '').startsWith(provider.replaceAll('-', ''))
}
