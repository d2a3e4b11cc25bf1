import type { Detector } from '../../detect/detector.ts'
import { buildTables } from '../../detect/detector-tables.ts'
import { ScanError } from '../../model/errors.ts'
import { once } from '../../model/once.ts'
import type { RuleDocs } from '../../model/rule.ts'
import { type BuiltInRules, openBuiltInRules } from '../built-in-rules.ts'
import { type EngineRecipe, idsOf, type MakeKnownFinder, makeDetector } from './engine-recipe.ts'

/** What of the settings decides how the engine is set up. */
export interface DetectorSettings {
  readonly rules: { readonly files: readonly string[]; readonly disabled: readonly string[] }
  readonly strictChecksums: boolean
}

/** An engine and the rules that it works by. */
export interface OpenedDetector {
  readonly detector: Detector
  /** What the engine is made of, but for what it knows. */
  readonly recipe: EngineRecipe
  readonly knownRules: () => ReadonlySet<string>
  /** Digest of all rules. */
  readonly digest: () => string
  readonly docs: (ruleIds: ReadonlySet<string>) => ReadonlyMap<string, RuleDocs>
}

/** The engine with the built-in rules and those of the settings. Rules are read when a candidate first asks for one. */
export async function openDetector(
  settings: DetectorSettings,
  makeKnown: MakeKnownFinder | null = null,
  texts: EngineRecipe['texts'] = 'files',
): Promise<OpenedDetector> {
  const builtIn = openBuiltInRules()
  const own = settings.rules.files.length > 0 ? await compileOwn(settings.rules.files, builtIn) : null
  const recipe: EngineRecipe = {
    own: own && { rules: own.pack.rules, tables: buildTables(own.pack.rules) },
    disabled: settings.rules.disabled,
    checksums: settings.strictChecksums ? 'strict' : 'lenient',
    texts,
  }
  const knownRules = once(() => idsOf(recipe, builtIn))
  refuseUnknown(settings.rules.disabled, knownRules)
  const makeFinder = texts === 'versions' ? (await import('./finder-of-versions.ts')).finderOfVersions(builtIn) : null
  const detector = makeDetector(recipe, { makeKnown, makeFinder, builtIn })
  const allDocs = once(() => [...builtIn.docs(), ...(own?.docs ?? [])])
  const docs = (ids: ReadonlySet<string>) =>
    new Map(ids.size === 0 ? [] : allDocs().flatMap((doc) => (ids.has(doc.id) ? [[doc.id, doc] as const] : [])))
  return { detector, recipe, knownRules, digest: () => own?.pack.digest ?? builtIn.digest(), docs }
}

async function compileOwn(files: readonly string[], builtIn: BuiltInRules) {
  // the loader brings parsers that a scan with built-in rules does not need
  const { compileOwnRules } = await import('../compile-own-rules.ts')
  return compileOwnRules(files, builtIn.pack())
}

function refuseUnknown(ids: readonly string[], known: () => ReadonlySet<string>): void {
  const unknown = ids.find((id) => !known().has(id))
  if (unknown === undefined) return
  throw new ScanError('CONFIG_INVALID', `there is no rule ${unknown} to disable`, {
    hint: 'keywarden rules list shows the rules; mend [rules] disabled in keywarden.toml',
  })
}
