import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { dependsOn, type Project } from './project.ts'

/** Who decides what the hooks of a repository do. */
export type HookManager =
  | { readonly kind: 'husky'; readonly folder: string; readonly isActive: boolean }
  | { readonly kind: 'lefthook' | 'pre-commit' | 'simple-git-hooks'; readonly file: string }
  | { readonly kind: 'plain'; readonly folder: string }
  /** The folder serves every repository of the user. */
  | { readonly kind: 'machine'; readonly folder: string }

const LEFTHOOK = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml', '.config/lefthook.yml']
const LEFTHOOK_OTHERS = ['lefthook.toml', '.lefthook.toml', 'lefthook.json', '.lefthook.json']
const SIMPLE = ['.simple-git-hooks.json', 'simple-git-hooks.json']
const SIMPLE_OTHERS = ['.simple-git-hooks.cjs', '.simple-git-hooks.js', 'simple-git-hooks.cjs', 'simple-git-hooks.js']

/** Managers that there are signs of, the one that is in force first. */
export function findHookManagers(project: Project): readonly HookManager[] {
  const { hooks, root } = project
  const signs = [...huskySigns(project), ...fileSigns(project)]
  const active = activeKind(project)
  const sorted = [...signs.filter(({ kind }) => kind === active), ...signs.filter(({ kind }) => kind !== active)]
  if (sorted.length > 0) return sorted
  if (hooks.scope === 'machine' || !isOwn(root, project, hooks.path)) return [{ kind: 'machine', folder: hooks.path }]
  return [{ kind: 'plain', folder: hooks.path }]
}

/** Managers other than husky write their name into the hooks that they install. */
function activeKind({ hooks }: Project): HookManager['kind'] | null {
  if (hooks.setting !== '' && isHuskyPath(hooks.path)) return 'husky'
  const text = readIfThere(join(hooks.path, 'pre-commit')) + readIfThere(join(hooks.path, 'pre-push'))
  if (/lefthook/i.test(text)) return 'lefthook'
  if (/pre-commit\.com|pre_commit/.test(text)) return 'pre-commit'
  return /SIMPLE_GIT_HOOKS/.test(text) ? 'simple-git-hooks' : null
}

// husky 9 sets `.husky/_`, 5 to 8 set `.husky`
function huskySigns(project: Project): readonly HookManager[] {
  const { hooks, root } = project
  const isActive = hooks.setting !== '' && isHuskyPath(hooks.path)
  if (isActive)
    return [{ kind: 'husky', folder: basename(hooks.path) === '_' ? dirname(hooks.path) : hooks.path, isActive }]
  const folder = join(root, '.husky')
  return dependsOn(project, 'husky') || existsSync(folder) ? [{ kind: 'husky', folder, isActive }] : []
}

function isHuskyPath(path: string): boolean {
  return basename(path) === '_' || basename(path).includes('husky')
}

function fileSigns(project: Project): readonly HookManager[] {
  const { root, manifest } = project
  const first = (
    kind: 'lefthook' | 'pre-commit' | 'simple-git-hooks',
    names: readonly string[],
  ): readonly HookManager[] => {
    const file = names.find((name) => existsSync(join(root, name)))
    return file === undefined ? [] : [{ kind, file }]
  }
  const isSimple = Object.hasOwn(manifest.content, 'simple-git-hooks')
  return [
    ...first('lefthook', [...LEFTHOOK, ...LEFTHOOK_OTHERS]),
    ...first('pre-commit', ['.pre-commit-config.yaml']),
    ...(isSimple
      ? [{ kind: 'simple-git-hooks', file: 'package.json' } as const]
      : first('simple-git-hooks', [...SIMPLE, ...SIMPLE_OTHERS])),
  ]
}

function isOwn(root: string, { repository }: Project, folder: string): boolean {
  return [root, repository.commonDir].some((home) => `${folder}/`.startsWith(`${home}/`))
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // no hook of that name, or none that can be read
  }
}
