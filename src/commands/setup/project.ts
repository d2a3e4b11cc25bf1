import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { findHooksFolder, type HooksFolder } from '../../git/find-hooks-folder.ts'
import { gitGate } from '../../git/gate.ts'
import { openRepository, type Repository } from '../../git/open-repository.ts'
import { readSetting } from '../../git/read-setting.ts'
import { ScanError } from '../../model/errors.ts'
import { textBefore } from './file-edit.ts'
import { DEFAULT_BIN } from './hook-script.ts'

/** What is known of a repository that Keywarden is set up in. */
export interface Project {
  readonly repository: Repository
  readonly root: string
  readonly hooks: HooksFolder
  /** Path of the command from the root of a work tree. */
  readonly bin: string
  /** True where the command lies there now. */
  readonly isInstalled: boolean
  /** `package.json` of the root, as far as it can be read; its text null where there is none. */
  readonly manifest: { readonly text: string | null; readonly content: Readonly<Record<string, unknown>> }
  /** URL of the remote `origin`, '' without one. */
  readonly remote: string
}

/** Reads what there is to know of the repository round a folder. */
export async function readProject(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal | null): Promise<Project> {
  const repository = await openRepository(gitGate(cwd, env, signal))
  const { root, gate, hasWorkTree } = repository
  if (!hasWorkTree) {
    throw new ScanError('NOT_A_REPOSITORY', 'there is nothing to set up here: the repository has no work tree', {
      hint: 'go to a clone of it',
    })
  }
  const bin = findBin(root, cwd)
  const text = await textBefore(join(root, 'package.json'))
  return {
    repository,
    root,
    hooks: await findHooksFolder(repository),
    bin,
    isInstalled: existsSync(join(root, bin)),
    manifest: { text, content: parseObject(text) },
    remote: (await readSetting(gate, 'remote.origin.url')) ?? '',
  }
}

/** True where `package.json` names the package among its dependencies. */
export function dependsOn({ manifest: { content } }: Project, name: string): boolean {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some((kind) => {
    const list = content[kind]
    return typeof list === 'object' && list !== null && Object.hasOwn(list, name)
  })
}

/** The nearest installed command, from the current folder up to the root: in a monorepo it may lie in a package. */
function findBin(root: string, cwd: string): string {
  for (let folder = cwd; !relative(root, folder).startsWith('..'); folder = dirname(folder)) {
    const file = join(folder, DEFAULT_BIN)
    if (existsSync(file)) return relative(root, file).replaceAll('\\', '/')
    if (folder === dirname(folder)) break
  }
  return DEFAULT_BIN
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text ?? '{}')
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {}
  } catch {
    return {} // npm will complain of it; nothing of ours depends on it
  }
}
