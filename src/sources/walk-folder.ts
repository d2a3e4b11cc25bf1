import { type Dirent, readdirSync } from 'node:fs'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { decodePath, encodePath } from '../model/repo-path.ts'
import type { Skip } from '../model/skip.ts'
import { skipPath } from './skips.ts'

const NOT_ASCII = /[^\x00-\x7f]/

/**
 * Paths of all files and links below a folder, relative to `root`, with no regard to what git tracks or ignores.
 * Follows no link and leaves out folders and files named `.git`.
 */
export function* walkFolder(root: string, folder: string): Generator<string | Skip> {
  let entries: Dirent[]
  try {
    entries = entriesOf(encodePath(`${root}/${folder}`))
  } catch (error) {
    yield skipPath(folder, 'unreadable', codeOfFailure(error))
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = NOT_ASCII.test(entry.name) ? decodePath(Buffer.from(entry.name, 'latin1')) : entry.name
    const path = folder === '' ? name : `${folder}/${name}`
    if (name === '.git') continue
    if (entry.isDirectory()) yield* walkFolder(root, path)
    else if (entry.isFile() || entry.isSymbolicLink()) yield path
    else yield skipPath(path, 'not-a-file')
  }
}

/** What stands in a folder, its names as Latin-1: a character a byte, in the order of the bytes, and most are ASCII. */
function entriesOf(place: Buffer): Dirent[] {
  try {
    return readdirSync(place, { withFileTypes: true, encoding: 'latin1' })
  } catch {
    // where the disk does not tell the kinds, Node asks for each by its name, which has to be the bytes for that
    const entries = readdirSync(place, { withFileTypes: true, encoding: 'buffer' })
    return entries.map((entry) => Object.assign(entry, { name: entry.name.toString('latin1') }))
  }
}
