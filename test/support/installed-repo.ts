import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Files, gitRepo, type TestRepository } from './git-repo.ts'
import { PROGRAM } from './keywarden.ts'

const HUSKY = fileURLToPath(new URL('../../node_modules/husky', import.meta.url))

/** A repository with the built command among its packages, as npm puts it there, and with `node_modules` ignored. */
export async function installedRepo(files: Files = {}, initArgs: readonly string[] = []): Promise<TestRepository> {
  const repo = await gitRepo({ '.gitignore': 'node_modules/\n', ...files }, initArgs)
  installCommand(repo.root)
  return repo
}

/** Puts the built command among the packages of a folder. */
export function installCommand(folder: string): void {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(join(dirname(PROGRAM), '..'), join(folder, 'node_modules/keywarden'))
  symlinkSync(PROGRAM, join(folder, 'node_modules/.bin/keywarden'))
}

/** Puts husky in force, by its own program. */
export async function installHusky(repo: TestRepository): Promise<void> {
  symlinkSync(HUSKY, join(repo.root, 'node_modules/husky'))
  await repo.git('-c', `alias.husky=!${process.execPath} ${join(HUSKY, 'bin.js')}`, 'husky')
}

/** Every file below a folder but packages, and what git writes for itself, with its content: to compare before and after. */
export function snapshot(root: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1)
    if (path.startsWith('node_modules/') || /^\.git\/(?!hooks\/|config$|HEAD$|index$|refs\/|packed-refs$)/.test(path))
      continue
    if (entry.isSymbolicLink()) files[path] = `-> ${readlinkSync(join(root, path))}`
    else if (entry.isFile())
      files[path] = createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex')
  }
  return files
}
