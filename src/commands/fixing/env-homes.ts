import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readWhole, type WholeFile } from '../../disk/read-whole.ts'
import { checkIgnored } from '../../git/check-ignored.ts'
import { listIndex } from '../../git/list-files.ts'
import type { Repository } from '../../git/open-repository.ts'
import { folderOf, isExample } from '../../policy/env-file-name.ts'

/** A `.env` that values may go to, and the files that go with it. Paths are relative to the root of the repository. */
export interface EnvHome {
  readonly envPath: string
  readonly env: WholeFile | null
  readonly examplePath: string
  readonly example: WholeFile | null
  readonly ignorePath: string
  readonly ignore: WholeFile | null
  readonly isTracked: boolean
  readonly isEnvIgnored: boolean
  readonly isExampleIgnored: boolean
}

/** Docker Compose reads the `.env` beside its own file and no other. */
const READS_OWN_FOLDER = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i

/** The folder whose `.env` a file's values go to: the nearest above it that has a `.env` or a template, else the root. */
export function envFolderOf(root: string, path: string): string {
  const own = folderOf(path)
  if (READS_OWN_FOLDER.test(path) || isExample(path)) return own
  for (let folder = own; folder !== ''; folder = folderOf(folder.slice(0, -1))) {
    if (existsSync(join(root, folder, '.env')) || exampleIn(root, folder) !== null) return folder
  }
  return ''
}

/** Reads what there is of a `.env` and of what goes with it. */
export async function readEnvHome({ gate, root }: Repository, folder: string): Promise<EnvHome> {
  const envPath = `${folder}.env`
  const examplePath = exampleIn(root, folder) ?? `${folder}.env.example`
  const [env, example] = await checkIgnored(gate, [envPath, examplePath])
  return {
    envPath,
    env: await readWhole(join(root, envPath)),
    examplePath,
    example: await readWhole(join(root, examplePath)),
    ignorePath: '.gitignore',
    ignore: await readWhole(join(root, '.gitignore')),
    isTracked: (await listIndex(gate)).some(({ path }) => path === envPath),
    isEnvIgnored: env?.isIgnored ?? false,
    isExampleIgnored: example?.isIgnored ?? false,
  }
}

function exampleIn(root: string, folder: string): string | null {
  try {
    const names = readdirSync(join(root, folder)).filter(isExample).sort()
    const name = names.find((candidate) => candidate === '.env.example') ?? names[0]
    return name === undefined ? null : folder + name
  } catch {
    return null // a folder that only git has
  }
}
