import { readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { SETTINGS_FILE } from '../../config/load-settings.ts'
import { readEnv } from '../../dotenv/read-env.ts'
import { checkIgnored, type IgnoreVerdict } from '../../git/check-ignored.ts'
import { listIndex } from '../../git/list-files.ts'
import { isEnvFile, isExample } from '../../policy/env-file-name.ts'
import { edited, NO_PLAN, type SetupPlan, textBefore } from './file-edit.ts'
import { hasTornBlock, newFileWithBlock, withBlock, withoutBlocks } from './marked-block.ts'
import type { Project } from './project.ts'
import { ownerOf, wholeFile } from './whole-file.ts'

const CONFIG = `#:schema ./node_modules/keywarden/dist/schemas/${SETTINGS_FILE.replace('.toml', '')}.schema.json
# Settings of keywarden; each is written with its default. Their page: docs/configuration.md of the package.

# fail-on = "low"              # low, medium, high, critical
# min-confidence = "medium"    # low, medium, high, certain

# [[allow]]
# paths = ["test/fixtures/"]
# reason = "made up for tests"
`

/** Names that a repository's ignore rules are tried with. */
const PRIVATE_NAMES = ['.env', '.env.local', '.env.production', '.env.development.local', 'packages/app/.env']
const EXAMPLE = '.env.example'

/** Settings to start from, where there are none. */
export async function planConfig({ root }: Project): Promise<SetupPlan> {
  const before = await textBefore(join(root, SETTINGS_FILE))
  if (before !== null) return NO_PLAN
  return edited({ path: join(root, SETTINGS_FILE), shown: SETTINGS_FILE, before, after: wholeFile(CONFIG) })
}

/** The lines of .gitignore that keep .env files out of git and examples in it; git itself is asked what it ignores. */
export async function planIgnore(project: Project): Promise<SetupPlan> {
  const { root, repository } = project
  const path = join(root, '.gitignore')
  const before = await textBefore(path)
  if (before !== null && hasTornBlock(before)) {
    return { ...NO_PLAN, todo: ['.gitignore is left as it is: a line of the block that keywarden wrote is missing'] }
  }
  const isOurs = before !== null && withoutBlocks(before).blocks > 0
  const verdicts = isOurs ? [] : await checkIgnored(repository.gate, [...PRIVATE_NAMES, EXAMPLE])
  const isIgnored = new Map(verdicts.map((verdict) => [verdict.path, verdict.isIgnored && isShared(verdict)]))
  const isDone = PRIVATE_NAMES.every((name) => isIgnored.get(name)) && isIgnored.get(EXAMPLE) === false
  const tracked = (await listIndex(repository.gate)).filter((entry) => isEnvFile(entry.path))
  const todo = tracked.map(
    (entry) => `${entry.path} is tracked: git rm --cached ${entry.path}, and rotate what is in it`,
  )
  if (isOurs || isDone) return { ...NO_PLAN, todo }
  const lines = ['.env', '.env.*', ...exampleNames(root).map((name) => `!${name}`)]
  const after = before === null ? newFileWithBlock(lines) : withBlock(before, lines)
  return { ...edited({ path, shown: '.gitignore', before, after }), todo }
}

/** A rule of the user's own settings, or of this clone, does nothing for the others. */
function isShared({ rule }: IgnoreVerdict): boolean {
  return rule !== null && !isAbsolute(rule.source) && !rule.source.startsWith('.git/')
}

function exampleNames(root: string): readonly string[] {
  const there = readdirSync(root).filter((name) => name.startsWith('.env') && isExample(name))
  return [...new Set([EXAMPLE, ...there])].sort()
}

/**
 * A list of the keys of .env, without values and without its comments, which may hold old values; only where there is no
 * example yet.
 */
export async function planExample({ root }: Project): Promise<SetupPlan> {
  if (readdirSync(root).some(isExample)) return NO_PLAN
  const env = await textBefore(join(root, '.env'))
  if (env === null) return NO_PLAN
  const keys = [...new Set(readEnv(env).map(({ key }) => key))]
  const after = wholeFile(
    `# The keys that .env has to have; copy this file to .env and fill it in.\n${keys.map((key) => `${key}=\n`).join('')}`,
  )
  return edited({ path: join(root, EXAMPLE), shown: EXAMPLE, before: null, after })
}

/** What has to go of the files that init writes as a whole: those that nobody has changed. */
export async function planWithoutFiles(root: string, names: readonly string[]): Promise<SetupPlan> {
  const plan = { edits: [...NO_PLAN.edits], remarks: [...NO_PLAN.remarks], todo: [] }
  for (const shown of names) {
    const before = await textBefore(join(root, shown))
    const owner = before === null ? 'foreign' : ownerOf(before)
    if (owner === 'changed') plan.remarks.push(`${shown} stays: it was changed since init wrote it`)
    if (owner === 'unchanged') plan.edits.push({ path: join(root, shown), shown, before, after: null })
  }
  return plan
}

/** Files that init writes as a whole, beside that of the CI host. */
export const WHOLE_FILES = [SETTINGS_FILE, EXAMPLE] as const
