import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildTables, type DetectorTables } from '../detect/detector-tables.ts'
import type { ScannerCore } from '../detect/prefilter/text-scanner.ts'
import type { RuleBook } from '../detect/rule-book.ts'
import type { SeenTextSource } from '../detect/seen/seen-text.ts'
import { tablesFromBytes } from '../detect/tables-bytes.ts'
import { ScanError } from '../model/errors.ts'
import { once } from '../model/once.ts'
import type { CompiledRule, RuleDocs, RulePack } from '../model/rule.ts'
import type { PackIndex } from '../rules/serialize-pack.ts'

/** The files of a compiled set of rules, as the build writes them. */
export const BUILT_IN_FILES = {
  /** Digest, number of lines of `pack`, and the offset of each. */
  index: 'rule-index.json',
  /** A rule a line. */
  pack: 'rules.jsonl',
  docs: 'rule-docs.json',
  tables: 'prefilter.bin',
  /** Compiled from `src/detect/prefilter/core`. */
  core: 'scan.wasm',
  /** Compiled from `src/detect/seen/core`. */
  seenCore: 'seen.wasm',
} as const

/** The rules that ship with Keywarden, each part read when it is asked for. */
export interface BuiltInRules extends RuleBook {
  /** Digest of the pack, known before it is read. */
  readonly digest: () => string
  /** Ids of all rules, known before any rule is read. */
  readonly ids: () => readonly string[]
  readonly tables: () => DetectorTables
  readonly core: ScannerCore
  readonly seenCore: SeenTextSource['core']
  readonly pack: () => RulePack
  readonly docs: () => readonly RuleDocs[]
}

/** The compiled rules beside the running program. */
export function openBuiltInRules(folder: string = builtInFolder()): BuiltInRules {
  const index = once(() => readJson<PackIndex>(folder, 'index'))
  const lines = once(() => readPart(folder, 'pack'))
  const read = new Map<number, CompiledRule>()
  const at = (place: number) => {
    const known = read.get(place)
    if (known !== undefined) return known
    const { offsets } = index()
    const rule = JSON.parse(lines().toString('utf8', offsets[place], offsets[place + 1])) as CompiledRule
    read.set(place, rule)
    return rule
  }
  const pack = () => ({ digest: index().digest, rules: index().ids.map((_, place) => at(place)) })
  return {
    digest: () => index().digest,
    ids: () => index().ids,
    tables: () => tablesFromBytes(readPart(folder, 'tables')) ?? buildTables(pack().rules),
    core: () => readPart(folder, 'core'),
    seenCore: () => readPart(folder, 'seenCore'),
    at,
    named: (id) => {
      const place = index().ids.indexOf(id)
      return place < 0 ? undefined : at(place)
    },
    pack,
    docs: () => readJson<readonly RuleDocs[]>(folder, 'docs'),
  }
}

/** Folder of the compiled rules, with a slash at its end. Run from `src/`, as tests do, the rules are those of the last build. */
export function builtInFolder(): string {
  return builtFile('rules/')
}

/** Absolute path of a file or folder of the build, named as it stands in `dist/`. */
export function builtFile(name: string): string {
  const isSource = import.meta.url.endsWith('.ts')
  const isChunk = /\/(command|library)\/[^/]+$/.test(import.meta.url)
  return fileURLToPath(new URL(`${isSource ? '../../dist/' : isChunk ? '../' : './'}${name}`, import.meta.url))
}

function readJson<T>(folder: string, part: keyof typeof BUILT_IN_FILES): T {
  return JSON.parse(readPart(folder, part).toString('utf8')) as T
}

function readPart(folder: string, part: keyof typeof BUILT_IN_FILES): Buffer {
  try {
    return readFileSync(`${folder}${BUILT_IN_FILES[part]}`)
  } catch (cause) {
    throw new ScanError(
      'INTERNAL',
      `the built-in rules cannot be read: ${BUILT_IN_FILES[part]} is missing or damaged`,
      {
        hint: 'install keywarden again (in a clone: npm run build)',
        cause,
      },
    )
  }
}
