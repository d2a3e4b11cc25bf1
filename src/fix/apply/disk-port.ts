import { join } from 'node:path'
import { readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { withFileLock } from '../../disk/with-file-lock.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { setEnvValue } from '../../dotenv/set-env-value.ts'
import { checkIgnored } from '../../git/check-ignored.ts'
import { listIndex } from '../../git/list-files.ts'
import type { Repository } from '../../git/open-repository.ts'
import { replaceStaged, writeBlob } from '../../git/write-index.ts'
import { ScanError } from '../../model/errors.ts'
import type { EnvChange, IndexChange, WritePort } from './write-steps.ts'

/** Only the owner reads a `.env`. */
const PRIVATE = 0o600

/** What a run that writes to a `.env` in git says of it: the user has been told and wants it all the same. */
export type TrackedEnv = 'refuse' | 'accept'

/** Writes to the files and the index of a repository. */
export function diskPort({ gate, root }: Repository, trackedEnv: TrackedEnv): WritePort {
  return {
    async replaceFile({ path, text, expected }) {
      await replaceFile(join(root, path), [text], { expected, root })
    },
    async requireIgnored(path) {
      const [verdict] = await checkIgnored(gate, [path])
      if (verdict?.isIgnored || trackedEnv === 'accept') return
      throw new ScanError('UNWRITABLE', `git does not ignore ${path}, so no value is written to it`, {
        hint: `a line in a .gitignore takes it in again: ${verdict?.rule?.source ?? ''}; remove that line`,
      })
    },
    addToEnv: (change) => addToEnv(root, change),
    async replaceStaged(changes) {
      await requireUnchanged({ gate, root } as Repository, changes)
      const entries: { path: string; mode: number; oid: string }[] = []
      for (const { path, mode, text } of changes) {
        entries.push({ path, mode, oid: await writeBlob(gate, Buffer.from(text)) })
      }
      await replaceStaged(gate, entries)
    },
  }
}

/** Adds variables to what the file holds now, not to what it held when the plan was made. */
function addToEnv(root: string, { path, additions }: EnvChange): Promise<void> {
  const place = join(root, path)
  return withFileLock(place, async () => {
    const file = await readWhole(place)
    let text = file?.text ?? ''
    const known = effectiveEntries(text)
    for (const { name, value } of additions) {
      const there = known.get(name)?.value ?? ''
      if (there === value.reveal()) continue
      if (there !== '') {
        throw new ScanError('STORE_CONFLICT', `${path} has another value for ${name} by now`, {
          hint: 'run keywarden fix again',
        })
      }
      text = setEnvValue(text, name, value.reveal())
    }
    if (text === (file?.text ?? '')) return
    await replaceFile(place, [text], { mode: PRIVATE, expected: file?.digest ?? null, root })
  })
}

async function requireUnchanged({ gate }: Pick<Repository, 'gate'>, changes: readonly IndexChange[]): Promise<void> {
  const index = new Map((await listIndex(gate)).map(({ path, oid }) => [path, oid]))
  const changed = changes.find(({ path, expected }) => index.get(path) !== expected)
  if (changed === undefined) return
  throw new ScanError('UNWRITABLE', `${changed.path} was staged anew in the meantime, so the index is as it was`, {
    hint: 'run keywarden fix again',
  })
}
