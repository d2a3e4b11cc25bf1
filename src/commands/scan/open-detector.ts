import { createDetector, type Detector } from '../../detect/detector.ts'
import { buildTables } from '../../detect/detector-tables.ts'
import type { Finder, Search } from '../../detect/finder.ts'
import type { KnownFinder } from '../../detect/known-finder.ts'
import { ruleBookOf } from '../../detect/rule-book.ts'
import { ScanError } from '../../model/errors.ts'
import { once } from '../../model/once.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import { type BuiltInRules, openBuiltInRules } from '../built-in-rules.ts'

/** What of the settings decides how the engine is set up. */
export interface DetectorSettings {
  readonly rules: { readonly files: readonly string[]; readonly disabled: readonly string[] }
  readonly strictChecksums: boolean
}

/** An engine and the rules that it works by. */
export interface OpenedDetector {
  readonly detector: Detector
  readonly knownRules: () => ReadonlySet<string>
  /** Digest of all rules. */
  readonly digest: () => string
  readonly docs: (ruleIds: ReadonlySet<string>) => ReadonlyMap<string, RuleDocs>
}

/** Makes a finder of known values, given where to look its rule up. */
export type MakeKnownFinder = (rule: (id: string) => CompiledRule) => KnownFinder

/** The engine with the built-in rules and those of the settings. Rules are read when a candidate first asks for one. */
export async function openDetector(
  settings: DetectorSettings,
  makeKnown: MakeKnownFinder | null = null,
  texts: 'files' | 'versions' = 'files',
): Promise<OpenedDetector> {
  const builtIn = openBuiltInRules()
  const own = settings.rules.files.length > 0 ? await compileOwn(settings.rules.files, builtIn) : null
  const pack = once(() => own?.pack ?? builtIn.pack())
  const allDocs = once(() => [...builtIn.docs(), ...(own?.docs ?? [])])
  const knownRules = once(() => new Set(pack().rules.map(({ id }) => id)))
  refuseUnknown(settings.rules.disabled, knownRules)
  const detector = createDetector({
    tables: own === null ? builtIn.tables() : buildTables(own.pack.rules),
    rules: own === null ? builtIn : ruleBookOf(own.pack.rules),
    core: builtIn.core,
    disabled: new Set(settings.rules.disabled),
    checksums: settings.strictChecksums ? 'strict' : 'lenient',
    ...(texts === 'versions' && { makeFinder: await finderOfVersions(builtIn) }),
    ...(makeKnown && { known: makeKnown((id) => requireRule(builtIn.named(id), id)) }),
  })
  const docs = (ids: ReadonlySet<string>) =>
    new Map(ids.size === 0 ? [] : allDocs().flatMap((doc) => (ids.has(doc.id) ? [[doc.id, doc] as const] : [])))
  return { detector, knownRules, digest: () => own?.pack.digest ?? builtIn.digest(), docs }
}

/** For texts most of which are versions of one another. */
async function finderOfVersions({ seenCore: core }: BuiltInRules): Promise<(search: Search) => Finder> {
  const { recallingFinder } = await import('../../detect/seen/recalling-finder.ts')
  const { randomFillSync } = await import('node:crypto')
  return (search) => recallingFinder(search, { core, randomize: (bytes) => void randomFillSync(bytes) })
}

async function compileOwn(files: readonly string[], builtIn: BuiltInRules) {
  // the loader brings parsers that a scan with built-in rules does not need
  const { compileOwnRules } = await import('../compile-own-rules.ts')
  return compileOwnRules(files, builtIn.pack())
}

function requireRule(rule: CompiledRule | undefined, id: string): CompiledRule {
  if (rule !== undefined) return rule
  throw new ScanError('INTERNAL', `the built-in rule ${id} is missing`, { hint: 'install keywarden again' })
}

function refuseUnknown(ids: readonly string[], known: () => ReadonlySet<string>): void {
  const unknown = ids.find((id) => !known().has(id))
  if (unknown === undefined) return
  throw new ScanError('CONFIG_INVALID', `there is no rule ${unknown} to disable`, {
    hint: 'keywarden rules list shows the rules; mend [rules] disabled in keywarden.toml',
  })
}
