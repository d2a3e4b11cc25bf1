import { ScanError } from '../model/errors.ts'
import type { SuppressionKind } from '../model/finding.ts'
import { isFingerprint } from './fingerprint.ts'
import { compilePathGlob, flawOfGlob, type PathTest } from './path-glob.ts'

/** An entry of `config/`'s allow-list: same shape, as this room imports none of it. */
export interface AllowListEntry {
  readonly paths: readonly string[]
  readonly rules: readonly string[]
  readonly secrets: readonly string[]
  readonly reason: string
  readonly source: string
}

/** What an allow-list is asked about: a finding's rule and secret at the path where git has it. */
export interface Place {
  readonly path: string
  readonly ruleId: string
  readonly fingerprint: string
}

/** Who says that a finding is accepted, and why. */
export interface Acceptance {
  readonly kind: SuppressionKind
  readonly reason: string
  readonly source: string
}

/** The entries of a configuration, compiled for one run. */
export interface AllowList {
  /** The acceptance of the first entry that fits, null where none does. */
  accept(place: Place): Acceptance | null
  /** Entries that have accepted nothing so far. */
  unused(): readonly AllowListEntry[]
}

interface CompiledEntry {
  readonly entry: AllowListEntry
  readonly paths: readonly PathTest[]
}

/** An entry that accepts all of these by path alone switches the scanner off. */
const ORDINARY_PATHS = ['.env', 'README.md', 'src/main.ts', 'config/app.yml', 'lib/x.py', 'deploy/prod/values.json']

/** Compiles an allow-list; an entry that accepts everything, or that can never be right, is a CONFIG_INVALID. */
export function compileAllowList(entries: readonly AllowListEntry[]): AllowList {
  const compiled = entries.map(compileEntry)
  const used = new Set<AllowListEntry>()
  return {
    accept(place) {
      const fitting = compiled.filter((candidate) => fits(candidate, place))
      for (const { entry } of fitting) used.add(entry)
      const first = fitting[0]?.entry
      return first ? { kind: kindOf(first), reason: first.reason, source: first.source } : null
    },
    unused: () => entries.filter((entry) => !used.has(entry)),
  }
}

function compileEntry(entry: AllowListEntry): CompiledEntry {
  for (const glob of entry.paths) {
    const flaw = flawOfGlob(glob)
    if (flaw) throw invalid(entry, `the path ${JSON.stringify(glob.slice(0, 80))} ${flaw}`, 'mend the glob')
  }
  // Not repeated: whoever gets this wrong may have written the secret itself.
  if (!entry.secrets.every(isFingerprint)) {
    throw invalid(entry, 'an entry under secrets is no fingerprint', 'copy the fingerprint from a report, kw1:…')
  }
  const paths = entry.paths.map(compilePathGlob)
  if (acceptsEverything(entry, paths)) {
    const hint = 'name rules or secrets in it, or narrower paths'
    throw invalid(entry, 'the entry accepts every finding, which switches the scanner off', hint)
  }
  return { entry, paths }
}

function acceptsEverything(entry: AllowListEntry, paths: readonly PathTest[]): boolean {
  if (entry.secrets.length > 0) return false
  if (entry.rules.length > 0) return entry.rules.includes('*')
  return paths.length === 0 || ORDINARY_PATHS.every((path) => paths.some((test) => test(path)))
}

function fits({ entry, paths }: CompiledEntry, place: Place): boolean {
  if (entry.rules.length > 0 && !entry.rules.includes(place.ruleId)) return false
  if (entry.secrets.length > 0 && !entry.secrets.includes(place.fingerprint)) return false
  return paths.length === 0 || paths.some((test) => test(place.path))
}

/** The narrowest of what the entry names. */
function kindOf(entry: AllowListEntry): SuppressionKind {
  if (entry.secrets.length > 0) return 'allowed-secret'
  return entry.paths.length > 0 ? 'allowed-path' : 'allowed-rule'
}

function invalid(entry: AllowListEntry, what: string, hint: string): ScanError {
  return new ScanError('CONFIG_INVALID', `${entry.source}: ${what}`, { hint })
}
