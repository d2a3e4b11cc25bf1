import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultHooksFolder } from '../../git/find-hooks-folder.ts'
import { listIndex } from '../../git/list-files.ts'
import { gitVersion } from '../../git/scratch-work-tree.ts'
import { VERSION } from '../../model/version.ts'
import { isEnvFile } from '../../policy/env-file-name.ts'
import { shownPath } from '../setup/file-edit.ts'
import { HOOK_NAMES } from '../setup/hook-script.ts'
import type { Project } from '../setup/project.ts'
import { bad, type Checkup, ok, warn } from './checkup.ts'

/** Least versions: of Node as `package.json` has it, of git for the options that are used. */
const LEAST_NODE = [20, 19] as const
const LEAST_GIT = [2, 32] as const

const CI_FILES = [
  '.gitlab-ci.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '.circleci/config.yml',
  'Jenkinsfile',
]

/** What can be told without a trial: versions, hooks that git does not look at, tracked .env files, the clone, CI. */
export async function lookRound(project: Project, node: string): Promise<readonly Checkup[]> {
  return [
    versionCheckup('node', node.replace(/^v/, ''), LEAST_NODE),
    versionCheckup('git', await gitVersion(project.repository.gate), LEAST_GIT),
    ...folderCheckups(project),
    ...installCheckups(project),
    ...(await trackedCheckups(project)),
    project.repository.isShallow
      ? warn('clone', 'the clone is shallow: no audit of it is complete', 'git fetch --unshallow')
      : ok('clone', 'the clone holds all history'),
    ciCheckup(project.root),
  ]
}

function versionCheckup(name: 'node' | 'git', version: string, [major, minor]: readonly [number, number]): Checkup {
  const [own = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const isEnough = own > major || (own === major && ownMinor >= minor)
  return isEnough
    ? ok(name, `${name} ${version}`)
    : bad(name, `${name} ${version} is too old`, `install ${name} ${major}.${minor} or newer`)
}

/** Hooks with our lines that lie where git does not look. */
function folderCheckups({ root, repository, hooks }: Project): readonly Checkup[] {
  const where = hooks.setting === '' ? 'hooks of this clone' : `core.hooksPath = ${hooks.setting}`
  const shadowed = [defaultHooksFolder(repository), join(root, '.husky')]
    .filter((folder) => folder !== hooks.path && join(folder, '_') !== hooks.path)
    .flatMap((folder) => HOOK_NAMES.map((hook) => join(folder, hook)))
    .filter(mentionsUs)
  const told = ok('hooks-folder', `git takes hooks from ${shownPath(root, hooks.path)} (${where})`)
  const machine = warn(
    'hooks-folder',
    `git takes hooks from ${hooks.path}, for all repositories of this machine`,
    'set core.hooksPath in the repository, or keep keywarden in those hooks',
  )
  const remedy =
    hooks.setting === ''
      ? 'run npx husky, or keywarden init'
      : `run keywarden init, or git config --unset core.hooksPath`
  return [
    hooks.scope === 'machine' ? machine : told,
    ...shadowed.map((path) =>
      bad('hooks-shadowed', `${shownPath(root, path)} has keywarden in it, and git does not look there`, remedy),
    ),
  ]
}

function mentionsUs(path: string): boolean {
  return /\bkeywarden\b/.test(textOf(path))
}

function installCheckups({ root, bin, isInstalled }: Project): readonly Checkup[] {
  if (!isInstalled) {
    return [
      warn(
        'install',
        'keywarden is not installed in this repository: hooks take the one on the PATH',
        'npm install --save-dev keywarden; where there is no package.json, npm install --global keywarden',
      ),
    ]
  }
  const installed = versionIn(join(root, bin, '../../keywarden/package.json'))
  const locked = lockedVersion(join(root, bin, '../../../package-lock.json'))
  const versions = { 'this command': VERSION, 'this repository': installed, CI: pinnedInCi(root) || locked }
  const known = Object.entries(versions).filter(([, version]) => version !== '' && version !== '0.0.0-source')
  const told = known.map(([who, version]) => `${who} ${version}`).join(', ')
  if (new Set(known.map(([, version]) => version)).size < 2) return [ok('install', `one version of keywarden: ${told}`)]
  return [
    warn('install', `versions of keywarden differ: ${told}`, 'npm ci, and let CI run what package-lock.json names'),
  ]
}

function versionIn(file: string): string {
  return stringAt(parse(textOf(file)), 'version')
}

function lockedVersion(file: string): string {
  return stringAt(parse(textOf(file)), 'packages', 'node_modules/keywarden', 'version')
}

// npx keywarden@1.2.3 ci
function pinnedInCi(root: string): string {
  return (
    ciTexts(root)
      .map((text) => /\bkeywarden@(\d+\.\d+\.\d+)\b/.exec(text)?.[1] ?? '')
      .find((version) => version !== '') ?? ''
  )
}

async function trackedCheckups({ repository }: Project): Promise<readonly Checkup[]> {
  const tracked = (await listIndex(repository.gate)).map(({ path }) => path).filter(isEnvFile)
  if (tracked.length === 0) return [ok('env-tracked', 'no .env file is tracked')]
  return tracked.map((path) =>
    bad('env-tracked', `${path} is tracked by git`, `git rm --cached ${path}, ignore it, and rotate what is in it`),
  )
}

function ciCheckup(root: string): Checkup {
  if (ciTexts(root).some((text) => /\bkeywarden\b/.test(text))) return ok('ci', 'CI runs keywarden')
  return warn(
    'ci',
    'no CI file here runs keywarden: a hook can be passed by, and cherry-pick, revert and rebase run none',
    'keywarden init; where it knows no CI host, let your CI run keywarden ci',
  )
}

function ciTexts(root: string): readonly string[] {
  const workflows = join(root, '.github/workflows')
  const names = existsSync(workflows) ? readdirSync(workflows).map((name) => join(workflows, name)) : []
  return [...names, ...CI_FILES.map((file) => join(root, file))].map(textOf)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // there is none
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // npm will complain of it
  }
}

function stringAt(value: unknown, ...keys: readonly string[]): string {
  let at = value
  for (const key of keys) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
  return typeof at === 'string' ? at : ''
}
