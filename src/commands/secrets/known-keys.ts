import type { CompiledRule } from '../../model/rule.ts'
import type { LoadDocs } from '../../secrets/check/judge-format.ts'
import type { KeyDefinition } from '../../secrets/definition/key-definition.ts'
import { readExample, withNamedRules } from './read-example.ts'
import { openRuleBook } from './rule-book.ts'

/** What a project says of a key. */
export interface KnownKey {
  readonly definition: KeyDefinition
  /** Rules one of which its value has to fit; empty where nothing says its form. */
  readonly rules: readonly CompiledRule[]
  /** Value in `.env.example`, '' where there is none. */
  readonly example: string
}

/** What `.env.example` and the names of keys tell, for verbs that judge values on their way. */
export interface KnownKeys {
  readonly about: (key: string) => Promise<KnownKey>
  readonly rule: (id: string) => Promise<CompiledRule | null>
  readonly docs: LoadDocs
}

/** Reads the example file of a folder, if there is one. @param ruleFiles absolute paths */
export async function openKnownKeys(folder: string, ruleFiles: readonly string[]): Promise<KnownKeys> {
  const book = openRuleBook(ruleFiles)
  const found = await readExample(folder)
  const example = found === null ? null : await withNamedRules(found, book)
  const definitions = new Map(Object.entries(example?.definition.keys ?? {}))
  const about = async (key: string): Promise<KnownKey> => {
    const definition = definitions.get(key) ?? { rule: await book.namedBy(key) }
    const rules = await Promise.all([definition.rule ?? []].flat().map((id) => book.rule(id)))
    return { definition, rules: rules.filter((rule) => rule !== null), example: example?.values.get(key) ?? '' }
  }
  return { about, rule: (id) => book.rule(id), docs: (id) => book.docs(id) }
}
