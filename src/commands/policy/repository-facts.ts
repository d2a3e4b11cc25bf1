import { lstatSync, statSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname, join } from 'node:path'
import { readEnv } from '../../dotenv/read-env.ts'
import { listIgnoredEnvFiles, listIndex, listUntracked } from '../../git/list-files.ts'
import { listStagedContent } from '../../git/list-staged.ts'
import type { Repository } from '../../git/open-repository.ts'
import { counterpartOf, folderOf, isEnvFile, isExample, isTemplate } from '../../policy/env-file-name.ts'
import type { EnvUse, FileFacts, PastFile, PolicyFacts, ShippingFacts } from '../../policy/policy-facts.ts'
import { isTestPath } from '../../policy/test-path.ts'
import { fileFacts, isJudgedByName } from './file-facts.ts'
import { readCode } from './read-code.ts'
import type { TextReader } from './text-reader.ts'

/** Dockerfile, Dockerfile.dev, api.Dockerfile, Containerfile */
const IMAGE_FILE = /(?:^|\/)(?:[\w-]+\.)?(?:Docker|Container)file(?:\.(?!dockerignore$)[\w.-]+)?$/i
const PACKAGE_FILE = /(?:^|\/)package\.json$/
const READ_BY_OTHERS = 0o004
const PASSED_BY_OTHERS = 0o001

/** What is known before the repository is looked at. */
export interface Knowledge {
  /** What code asks of the environment; null where it is to be read. */
  readonly uses: readonly EnvUse[] | null
  readonly past: readonly PastFile[]
}

/** Gathers all that the policies judge a repository by: what git has and ignores, and what stands on the disk. */
export async function repositoryFacts(
  { gate, root }: Repository,
  reader: TextReader,
  { uses, past }: Knowledge,
): Promise<PolicyFacts> {
  const [index, untracked, ignored, staged] = await Promise.all([
    listIndex(gate),
    listUntracked(gate),
    listIgnoredEnvFiles(gate),
    listStagedContent(gate, 'HEAD'),
  ])
  const tracked = new Set(index.map(({ path }) => path))
  const changed = new Set(staged?.filter(({ entry }) => entry !== null).map(({ path }) => path) ?? tracked)
  const own = [...tracked, ...untracked.paths.filter((path) => !path.endsWith('/'))]
  const judged = [...new Set([...own, ...ignored])].filter(isJudgedByName)
  const files = judged.map((path) => ({
    path,
    isTracked: tracked.has(path),
    isStaged: changed.has(path),
    text: reader.read(path),
  }))
  const awaited = awaitedPaths(judged, tracked)
  const known = [...files, ...awaited.map((path) => ({ path, isTracked: false, isStaged: false, text: null }))]
  const facts = await fileFacts(known, gate, root)
  const isThere = ({ path }: FileFacts) => !awaited.includes(path)
  const envFiles = facts.envFiles
    .filter(isThere)
    .map((file) => ({ ...file, isOpenToAll: isOpenToAll(join(root, file.path)) }))
  const code =
    uses === null
      ? codeOf(
          own,
          facts.templates.map(({ text }) => text),
          reader,
        )
      : { uses, unnamed: new Set<string>() }
  return {
    scope: 'repository',
    ...facts,
    envFiles,
    awaited: facts.envFiles.filter((file) => !isThere(file)),
    past,
    uses: code.uses,
    unnamedKeys: code.unnamed,
    images: shipping(own, IMAGE_FILE, (path) => [`${path}.dockerignore`, `${folderOf(path)}.dockerignore`], reader),
    packages: shipping(own, PACKAGE_FILE, (path) => [`${folderOf(path)}.npmignore`], reader),
  }
}

/** Templates of tests and examples are there to be read, not to be copied. */
function awaitedPaths(paths: readonly string[], tracked: ReadonlySet<string>): readonly string[] {
  const templates = paths.filter((path) => isExample(path) && tracked.has(path) && !isTestPath(path))
  const announced = templates
    .filter((path) => !/(?:^|\/)(?:examples?|samples?|templates?|docs)\//i.test(path))
    .map(counterpartOf)
  return [...new Set(announced)].filter((path) => isEnvFile(path) && !paths.includes(path))
}

function codeOf(paths: readonly string[], templates: readonly (string | null)[], reader: TextReader) {
  const keys = new Set(templates.flatMap((text) => readEnv(text ?? '').map(({ key }) => key)))
  const others = paths.filter((path) => !isEnvFile(path) && !isTemplate(path))
  return readCode(others, keys, reader)
}

/** Files that say what is shipped, each with the first of its ignore files that there is. */
function shipping(
  paths: readonly string[],
  name: RegExp,
  ignoreFiles: (path: string) => readonly string[],
  reader: TextReader,
): readonly ShippingFacts[] {
  const named = paths.filter((path) => name.test(path) && !/(?:^|\/)node_modules\//.test(path))
  return named.flatMap((path) => {
    const text = reader.read(path)
    if (text === null) return []
    const ignores = ignoreFiles(path).map((file) => ({ path: file, text: reader.read(file) }))
    const ignore = ignores.find((file): file is { path: string; text: string } => file.text !== null)
    return [{ path, text, ignore: ignore ?? null }]
  })
}

/** True where the mode of a regular file and that of every folder above it let everybody in. Windows has no such modes. */
function isOpenToAll(path: string): boolean {
  if (platform() === 'win32') return false
  const file = lstatSync(path, { throwIfNoEntry: false })
  if (file === undefined || !file.isFile() || (file.mode & READ_BY_OTHERS) === 0) return false
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0
    if ((mode & PASSED_BY_OTHERS) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
