import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'
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

/** Rules that are read one by one, as a hook has use for a few of a thousand; whoever needs more reads all of them. */
const FEW = 8

/** The compiled rules beside the running program. */
export function openBuiltInRules(folder: string = builtInFolder()): BuiltInRules {
  const index = once(() => readJson<PackIndex>(folder, 'index'))
  const lines = once(() => readPart(folder, 'pack'))
  const read = new Map<number, CompiledRule>()
  const lineOf = (place: number) => {
    const { offsets } = index()
    const [from = 0, to] = [offsets[place], offsets[place + 1]]
    return to !== undefined && read.size < FEW ? readRange(folder, from, to) : lines().toString('utf8', from, to)
  }
  const at = (place: number) => {
    const known = read.get(place)
    if (known !== undefined) return known
    const rule = JSON.parse(lineOf(place)) as CompiledRule
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
  // who bundles the library may have no `dirname` there
  const here = import.meta.dirname ?? fileURLToPath(new URL('.', import.meta.url))
  const room = basename(here)
  const isChunk = room === 'command' || room === 'library'
  return join(here, room === 'commands' ? '../../dist' : isChunk ? '..' : '.', name)
}

function readJson<T>(folder: string, part: keyof typeof BUILT_IN_FILES): T {
  return JSON.parse(readPart(folder, part).toString('utf8')) as T
}

function readPart(folder: string, part: keyof typeof BUILT_IN_FILES): Buffer {
  return readOrTell(part, () => readFileSync(`${folder}${BUILT_IN_FILES[part]}`))
}

/** A range of the file of rules. */
function readRange(folder: string, from: number, to: number): string {
  return readOrTell('pack', () => {
    const bytes = Buffer.alloc(to - from)
    const file = openSync(`${folder}${BUILT_IN_FILES.pack}`, 'r')
    try {
      readSync(file, bytes, 0, bytes.length, from)
    } finally {
      closeSync(file)
    }
    return bytes.toString('utf8')
  })
}

function readOrTell<T>(part: keyof typeof BUILT_IN_FILES, read: () => T): T {
  try {
    return read()
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
