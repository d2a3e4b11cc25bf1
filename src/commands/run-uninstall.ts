import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { defaultHooksFolder } from '../git/find-hooks-folder.ts'
import { isEnvFile } from '../policy/env-file-name.ts'
import { shellWord } from '../policy/show-path.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { applyEdits, edited, joinPlans, NO_PLAN, type SetupPlan, shownPath, textBefore } from './setup/file-edit.ts'
import { findHookManagers } from './setup/find-hook-manager.ts'
import { cleanHook, HOOK_NAMES } from './setup/hook-script.ts'
import { cleanSimpleGitHooks } from './setup/json-hooks.ts'
import { hasTornBlock, withoutBlocks } from './setup/marked-block.ts'
import { GITHUB_WORKFLOW, GITLAB_FILE } from './setup/plan-ci.ts'
import { planWithoutFiles, WHOLE_FILES } from './setup/plan-files.ts'
import { type Project, readProject } from './setup/project.ts'
import { tellPlan } from './setup/tell-plan.ts'
import type { VerbResult } from './verb-result.ts'

/** What is asked of uninstall. */
export interface UninstallRequest {
  readonly mode: 'dry-run' | 'write'
}

/** Removes what init wrote, known by its marks, and nothing else: whatever manager is in force by now. */
export async function runUninstall(
  config: Config,
  { mode }: UninstallRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  const project = await readProject(config.cwd, environment.env, environment.signal)
  const marked = [...managerFiles(project), '.gitignore', GITLAB_FILE].map((name) => join(project.root, name))
  const plan = joinPlans([
    ...(await Promise.all(scriptPaths(project).map((path) => planWithoutBlock(path, project, cleanHook)))),
    ...(await Promise.all(marked.map((path) => planWithoutBlock(path, project, cleanText)))),
    ...(await Promise.all(jsonFiles(project).map((name) => planWithoutCommands(name, project)))),
    await planWithoutFiles(project.root, [...WHOLE_FILES, GITHUB_WORKFLOW]),
  ])
  const warned = { ...plan, todo: [...plan.todo, ...exposedEnvFiles(plan, project.root)] }
  if (mode === 'write') await applyEdits(plan.edits, project.root)
  return tellPlan(warned, mode === 'write' ? 'written' : 'planned', ['commit what has changed'])
}

/** The hooks go at the same time: nothing would stop the next `git add .` that takes a `.env` file along. */
function exposedEnvFiles({ edits }: SetupPlan, root: string): readonly string[] {
  if (!edits.some(({ shown }) => shown === '.gitignore')) return []
  const files = readdirSync(root).filter(isEnvFile)
  const names = files.map(shellWord).join(', ')
  return files.length === 0
    ? []
    : [`see that git still ignores ${names}: the lines that init wrote for it are taken out`]
}

function scriptPaths({ repository, hooks, root }: Project): readonly string[] {
  const folders = new Set([hooks.path, defaultHooksFolder(repository), join(root, '.husky')])
  if (hooks.path.endsWith('/_')) folders.add(join(hooks.path, '..'))
  return [...folders].flatMap((folder) => HOOK_NAMES.map((hook) => join(folder, hook)))
}

function managerFiles(project: Project): readonly string[] {
  const files = findHookManagers(project).flatMap((manager) => ('file' in manager ? [manager.file] : []))
  return files.filter((file) => /\.ya?ml$/.test(file))
}

function jsonFiles(project: Project): readonly string[] {
  const files = findHookManagers(project).flatMap((manager) => ('file' in manager ? [manager.file] : []))
  return files.filter((file) => file.endsWith('.json') && !file.includes('lefthook'))
}

function cleanText(text: string): string | null {
  const { text: rest, isNewFile } = withoutBlocks(text)
  return isNewFile && rest === '' ? null : rest
}

async function planWithoutBlock(
  path: string,
  { root }: Project,
  clean: (text: string) => string | null,
): Promise<SetupPlan> {
  const before = await textBefore(path)
  if (before === null) return NO_PLAN
  const shown = shownPath(root, path)
  if (hasTornBlock(before)) {
    return {
      ...NO_PLAN,
      todo: [`${shown} is left as it is: a line of the block that keywarden wrote is missing; take it out by hand`],
    }
  }
  return withoutBlocks(before).blocks === 0 ? NO_PLAN : edited({ path, shown, before, after: clean(before) })
}

async function planWithoutCommands(name: string, { root, bin }: Project): Promise<SetupPlan> {
  const path = join(root, name)
  const before = await textBefore(path)
  return before === null ? NO_PLAN : edited({ path, shown: name, before, after: cleanSimpleGitHooks(before, bin) })
}
