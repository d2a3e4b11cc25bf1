import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { unlessAbsent } from '../../disk/disk.ts'
import { fileJournal } from '../../secrets/rotate/file-journal.ts'
import type { RotationRecord } from '../../secrets/rotate/rotation.ts'

/**
 * The folder that keeps what is known of unfinished rotations: of the user, not of a clone, as a rotation is about a store that all clones
 * share. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const named = platform() === 'win32' ? env['LOCALAPPDATA'] : env['XDG_STATE_HOME']
  const home = env['HOME'] || homedir()
  const base = named !== undefined && isAbsolute(named) ? named : join(home, '.local', 'state')
  return join(base, 'keywarden', 'rotations')
}

/** Path of the journal of one key in one store. */
export function journalPath(folder: string, store: string, key: string): string {
  return join(folder, `${createHash('sha256').update(`${store}\0${key}`).digest('hex').slice(0, 24)}.json`)
}

/** All rotations that have been begun in a store and not ended, by key. */
export async function unfinishedRotations(folder: string, store: string): Promise<readonly RotationRecord[]> {
  const names = (await unlessAbsent(readdir(folder))) ?? []
  const paths = names.filter((name) => /^[0-9a-f]{24}\.json$/.test(name)).map((name) => join(folder, name))
  const records = await Promise.all(paths.map((path) => fileJournal(path).read()))
  return records.flatMap((record) => (record?.store === store ? [record] : [])).sort((a, b) => (a.key < b.key ? -1 : 1))
}
