import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type DetectorTables, readTables, type TablesIndex } from '../detect/detector-tables.ts'
import { ScanError } from '../model/errors.ts'
import type { RuleDocs, RulePack } from '../model/rule.ts'

/** The files of a compiled set of rules, as the build writes them. */
export const BUILT_IN_FILES = {
  pack: 'rules.json',
  docs: 'rule-docs.json',
  index: 'prefilter.json',
  tables: 'prefilter.bin',
} as const

/** The prefilter's index as the build writes it. */
export interface BuiltInIndex extends TablesIndex {
  readonly digest: string
}

/** The rules that ship with Keywarden, each part read when it is asked for. */
export interface BuiltInRules {
  /** Digest of the pack, known before it is read. */
  readonly digest: () => string
  readonly tables: () => DetectorTables
  readonly pack: () => RulePack
  readonly docs: () => readonly RuleDocs[]
}

/** The compiled rules beside the running program. */
export function openBuiltInRules(folder: string = builtInFolder()): BuiltInRules {
  const index = readJson<BuiltInIndex>(folder, 'index')
  return {
    digest: () => index.digest,
    tables: () => readTables(index, readPart(folder, 'tables')),
    pack: () => readJson<RulePack>(folder, 'pack'),
    docs: () => readJson<readonly RuleDocs[]>(folder, 'docs'),
  }
}

/** Run from `src/`, as tests do, the rules are those of the last build. */
/** Folder of the compiled rules, with a slash at its end. */
export function builtInFolder(): string {
  const isSource = import.meta.url.endsWith('.ts')
  const isChunk = /\/(command|library)\/[^/]+$/.test(import.meta.url)
  const relative = isSource ? '../../dist/rules/' : isChunk ? '../rules/' : './rules/'
  return fileURLToPath(new URL(relative, import.meta.url))
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
