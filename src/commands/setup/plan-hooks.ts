import { accessSync, constants, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { edited, joinPlans, NO_PLAN, type SetupPlan, shownPath, textBefore } from './file-edit.ts'
import { findHookManagers, type HookManager } from './find-hook-manager.ts'
import { editHook, HOOK_NAMES, HOOKS, type HookName } from './hook-script.ts'
import { editSimpleGitHooks } from './json-hooks.ts'
import type { Project } from './project.ts'
import { type EditYaml, editLefthook, editPreCommit } from './yaml-hooks.ts'

/** What is to be done so that the hooks of a repository scan. Nobody's own hook is written over. */
export async function planHooks(project: Project): Promise<SetupPlan> {
  const [manager, ...others] = findHookManagers(project)
  if (manager === undefined) return NO_PLAN
  const names = others.map(({ kind }) => kind)
  const beside = names.length === 0 ? [] : [`hooks: ${manager.kind} is in force; ${names.join(', ')} is left as it is`]
  const lintStaged = hasLintStaged(project) ? [LINT_STAGED] : []
  return joinPlans([await planFor(manager, project), { ...NO_PLAN, remarks: [...beside, ...lintStaged] }])
}

const LINT_STAGED = 'lint-staged: left as it is; keywarden reads what is staged and runs before it'

async function planFor(manager: HookManager, project: Project): Promise<SetupPlan> {
  switch (manager.kind) {
    case 'husky':
      return planHusky(manager, project)
    case 'lefthook':
      return planYaml(manager.file, editLefthook, project, 'run: lefthook install')
    case 'pre-commit':
      return planYaml(manager.file, editPreCommit, project, PRE_COMMIT_INSTALL)
    case 'simple-git-hooks':
      return planSimple(manager.file, project)
    case 'plain':
      return joinPlans([
        await planScripts(manager.folder, project, 'git'),
        { ...NO_PLAN, remarks: [ownClone(project)].flat() },
      ])
    case 'machine':
      return { ...NO_PLAN, todo: [machineTodo(manager.folder, project)] }
  }
}

const PRE_COMMIT_INSTALL = 'run: pre-commit install -t pre-commit -t pre-merge-commit -t pre-push'

async function planHusky(
  { folder, isActive }: Extract<HookManager, { kind: 'husky' }>,
  project: Project,
): Promise<SetupPlan> {
  const scripts = await planScripts(folder, project, 'husky')
  const todo = isActive
    ? []
    : ['husky is not in force in this clone: run npx husky, and keep "prepare": "husky" in package.json']
  return joinPlans([scripts, { ...NO_PLAN, todo }])
}

/** @param runner who starts the scripts: git passes over those that may not be executed, husky does not */
async function planScripts(folder: string, project: Project, runner: 'git' | 'husky'): Promise<SetupPlan> {
  return joinPlans(await Promise.all(HOOK_NAMES.map((hook) => planScript(join(folder, hook), hook, project, runner))))
}

async function planScript(path: string, hook: HookName, project: Project, runner: 'git' | 'husky'): Promise<SetupPlan> {
  const shown = shownPath(project.root, path)
  const leave = (why: string): SetupPlan => ({
    ...NO_PLAN,
    todo: [`${shown} is left as it is: ${why}; add to it: ${project.bin} ${HOOKS[hook]}`],
  })
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return leave('it is a link to another file')
  const before = await textBefore(path)
  if (before !== null && runner === 'git' && !isExecutable(path))
    return leave('git passes over it, as it may not be executed')
  const edit = editHook(before, hook, project.bin)
  if ('refused' in edit) return leave(edit.refused)
  return edited({ path, shown, before, after: edit.text, mode: 0o755 })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK) // on Windows every file is
    return true
  } catch {
    return false
  }
}

async function planYaml(file: string, edit: EditYaml, project: Project, install: string): Promise<SetupPlan> {
  const path = join(project.root, file)
  const before = await textBefore(path)
  const after = before !== null && /\.ya?ml$/.test(file) ? edit(before, project.bin) : null
  if (after === null) {
    const lines = HOOK_NAMES.map((hook) => `${hook}: ${project.bin} ${HOOKS[hook]}`)
    return {
      ...NO_PLAN,
      todo: [`${file} is left as it is, for it cannot be added to safely; add to it: ${lines.join('; ')}`],
    }
  }
  const plan = edited({ path, shown: file, before, after })
  return plan.edits.length === 0 ? plan : { ...plan, todo: [install] }
}

async function planSimple(file: string, project: Project): Promise<SetupPlan> {
  const path = join(project.root, file)
  const before = await textBefore(path)
  const key = file === 'package.json' ? 'simple-git-hooks' : ''
  const after = before !== null && file.endsWith('.json') ? editSimpleGitHooks(before, key, project.bin) : null
  if (after === null) {
    const lines = HOOK_NAMES.map((hook) => `"${hook}": "${project.bin} ${HOOKS[hook]}"`)
    return {
      ...NO_PLAN,
      todo: [`${file} is left as it is, for it cannot be added to safely; add to it: ${lines.join(', ')}`],
    }
  }
  const plan = edited({ path, shown: file, before, after })
  return plan.edits.length === 0 ? plan : { ...plan, todo: ['run: npx simple-git-hooks'] }
}

function hasLintStaged({ manifest: { content } }: Project): boolean {
  return Object.hasOwn(content, 'lint-staged')
}

function ownClone({ hooks }: Project): readonly string[] {
  if (hooks.scope !== 'default') return []
  return ["hooks: they lie in .git and are this clone's alone; husky in package.json would give them to everybody"]
}

function machineTodo(folder: string, { bin, hooks }: Project): string {
  const whose = hooks.scope === 'machine' ? 'all repositories of this machine' : 'something outside this repository'
  return `hooks come from ${folder}, which serves ${whose}, so it is left as it is; add to its hooks: ${HOOK_NAMES.map((hook) => `${hook}: ${bin} ${HOOKS[hook]}`).join('; ')}`
}
