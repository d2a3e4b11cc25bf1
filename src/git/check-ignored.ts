import { ScanError } from '../model/errors.ts'
import { decodePath, encodePath } from '../model/repo-path.ts'
import { COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import { gitFailure } from './git-failure.ts'
import { startGit } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'

/** The rule that decides whether a path is ignored. */
export interface IgnoreRule {
  /** File that holds the rule, `.gitignore`. */
  readonly source: string
  readonly line: number
  readonly pattern: string
}

/** Whether a path is ignored, tracked or not, and by which rule. */
export interface IgnoreVerdict {
  readonly path: string
  readonly isIgnored: boolean
  /** The last rule that fits; one that begins with `!` takes the path in again. Null where none fits. */
  readonly rule: IgnoreRule | null
}

const FIELDS = 4

/**
 * Asks for each path whether it is ignored, by the rules alone: a tracked file may be ignored too. A path behind a
 * link or in a submodule is not.
 */
export async function checkIgnored(gate: GitGate, paths: readonly string[]): Promise<readonly IgnoreVerdict[]> {
  const verdicts: IgnoreVerdict[] = []
  while (verdicts.length < paths.length) {
    const rest = paths.slice(verdicts.length)
    verdicts.push(...(await checkUntilRefused(gate, rest)).map((answer, i) => verdict(rest[i]!, answer)))
    const refused = paths[verdicts.length]
    if (refused !== undefined) verdicts.push({ path: refused, isIgnored: false, rule: null })
  }
  return verdicts
}

type Answer = readonly [source: string, line: string, pattern: string]

/** Answers up to the first path that git refuses to look at, upon which it dies. */
async function checkUntilRefused(gate: GitGate, paths: readonly string[]): Promise<readonly Answer[]> {
  // check-ignore dies of literal pathspecs; `./` keeps a path from being read as one with magic
  const { GIT_LITERAL_PATHSPECS: _, ...environment } = gate.environment
  const git = startGit({ ...gate, environment }, COMMANDS.checkIgnored, 'open')
  const feeding = feedLines(git, paths.map(inputPath), '\0')
  const fields: string[] = []
  const splitter = new NulSplitter()
  for await (const chunk of git.output) {
    for (const record of splitter.push(chunk)) fields.push(decodePath(record))
  }
  await feeding
  const exit = await git.exit
  const answered = Math.floor(fields.length / FIELDS)
  const isRefusal = exit.code === 128 && /is beyond a symbolic link|is in submodule/.test(exit.stderr)
  if (exit.code !== 0 && exit.code !== 1 && !isRefusal) throw gitFailure(git.args, exit) // 1: none is ignored
  if (!isRefusal && answered !== paths.length) {
    throw new ScanError('GIT_FAILED', 'git check-ignore left paths unanswered', { hint: 'run the command again' })
  }
  return Array.from({ length: answered }, (_, i) => [
    fields[i * FIELDS]!,
    fields[i * FIELDS + 1]!,
    fields[i * FIELDS + 2]!,
  ])
}

function inputPath(path: string): string {
  return `./${encodePath(path).toString('latin1')}`
}

function verdict(path: string, [source, line, pattern]: Answer): IgnoreVerdict {
  if (!source) return { path, isIgnored: false, rule: null }
  return { path, isIgnored: !pattern.startsWith('!'), rule: { source, line: Number(line), pattern } }
}
