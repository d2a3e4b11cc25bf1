import { type Dirent, readdirSync } from 'node:fs'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { decodePath, encodePath } from '../model/repo-path.ts'
import type { Skip } from '../model/skip.ts'
import { skipPath } from './skips.ts'

/**
 * Paths of all files and links below a folder, relative to `root`, with no regard to what git tracks or ignores.
 * Follows no link and leaves out folders and files named `.git`.
 */
export function* walkFolder(root: string, folder: string): Generator<string | Skip> {
  let entries: Dirent<Buffer>[]
  try {
    entries = readdirSync(encodePath(`${root}/${folder}`), { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    yield skipPath(folder, 'unreadable', codeOfFailure(error))
    return
  }
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const name = decodePath(entry.name)
    const path = folder === '' ? name : `${folder}/${name}`
    if (name === '.git') continue
    if (entry.isDirectory()) yield* walkFolder(root, path)
    else if (entry.isFile() || entry.isSymbolicLink()) yield path
    else yield skipPath(path, 'not-a-file')
  }
}
