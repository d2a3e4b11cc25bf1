import type { WholeFile } from '../../disk/read-whole.ts'
import { addEmptyKey } from '../../dotenv/add-empty-key.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { EnvChange, FileChange } from '../../fix/apply/write-steps.ts'
import type { PlannedMove } from '../../fix/plan-file.ts'
import type { Finding } from '../../model/finding.ts'
import { baseName } from '../../policy/env-file-name.ts'
import { ignoreLine } from '../../policy/show-path.ts'
import type { EnvHome } from './env-homes.ts'
import type { ShownChange } from './plan-fixes.ts'

/** A literal that becomes a lookup, and where its value goes. */
export interface SecretMove extends PlannedMove {
  readonly finding: Finding
  readonly home: EnvHome
}

/** What is written beside the code, and how it is shown. */
export interface EnvPlan {
  readonly ignores: readonly FileChange[]
  readonly env: readonly EnvChange[]
  readonly examples: readonly FileChange[]
  readonly changes: readonly ShownChange[]
}

/**
 * Plans the lines of `.gitignore`, `.env` and `.env.example` for the moves.
 * @param plannedText text that another plan gives a file on disk, null where none does
 */
export function planEnv(moves: readonly SecretMove[], plannedText: (path: string) => string | null): EnvPlan {
  const homes = [...new Set(moves.map(({ home }) => home))]
  const ignores = planIgnores(homes)
  const env = homes.map((home) => planAdditions(home, moves))
  const examples = homes.flatMap((home) => planExample(home, moves, plannedText(home.examplePath)))
  return {
    ignores: ignores.map(({ change }) => change),
    env: env.map(({ change }) => change),
    examples: examples.map(({ change }) => change),
    changes: [...ignores, ...env, ...examples].flatMap(({ change, added }) => {
      const lines = added.map((text) => ({ kind: 'added', text }) as const)
      return lines.length === 0 ? [] : [{ path: change.path, where: 'work tree' as const, lines }]
    }),
  }
}

interface Shown<Change> {
  readonly change: Change
  readonly added: readonly string[]
}

function planIgnores(homes: readonly EnvHome[]): readonly Shown<FileChange>[] {
  const [home] = homes
  if (home === undefined) return []
  const added = new Set<string>()
  for (const { envPath, examplePath, isEnvIgnored, isExampleIgnored, isTracked } of homes) {
    if (!isEnvIgnored && !isTracked) added.add(ignoreLine(baseName(envPath)))
    if (isExampleIgnored) added.add(`!${ignoreLine(baseName(examplePath))}`)
  }
  if (added.size === 0) return []
  const text = withLines(home.ignore, [...added])
  return [{ change: { path: home.ignorePath, text, expected: home.ignore?.digest ?? null }, added: [...added] }]
}

function withLines(file: WholeFile | null, lines: readonly string[]): string {
  const text = file?.text ?? ''
  const lineFeed = /\r?\n/.exec(text)?.[0] ?? '\n'
  const isOpen = text !== '' && !text.endsWith('\n')
  return `${text}${isOpen ? lineFeed : ''}${lines.map((line) => line + lineFeed).join('')}`
}

function planAdditions(home: EnvHome, moves: readonly SecretMove[]): Shown<EnvChange> {
  const known = effectiveEntries(home.env?.text ?? '')
  const additions = new Map(
    moves.filter((move) => move.home === home).map(({ name, value }) => [name, { name, value }]),
  )
  const fresh = [...additions.values()].filter(({ name, value }) => known.get(name)?.value !== value.reveal())
  return {
    change: { path: home.envPath, additions: [...additions.values()] },
    added: fresh.map(({ name, value }) => `${name}=${value.redacted}`),
  }
}

function planExample(
  home: EnvHome,
  moves: readonly SecretMove[],
  planned: string | null,
): readonly Shown<FileChange>[] {
  const before = planned ?? home.example?.text ?? ''
  let text = before
  const added: string[] = []
  for (const { name, ciName, finding, site, home: own } of moves) {
    if (own !== home || ciName !== '') continue
    const comment = site.isGeneric ? `used in ${showPath(finding.path)}` : finding.message
    const longer = addEmptyKey(text, name, comment)
    if (longer !== text) added.push(`# ${comment}`, `${name}=`)
    text = longer
  }
  if (text === before) return []
  return [{ change: { path: home.examplePath, text, expected: home.example?.digest ?? null }, added }]
}

/** A path that may stand in a comment. */
function showPath(path: string): string {
  return path.replace(/[^\w./@ -]/g, '?')
}
