import { join } from 'node:path'
import { readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { withFileLock } from '../../disk/with-file-lock.ts'

/** Whether what is planned is done, or only told. */
export type MendMode = 'write' | 'dry-run'

/** A file's text before and after an edit; null where there was none. */
export interface Edit {
  readonly before: string | null
  readonly after: string
}

/** Edits a file below the root, whole or not at all; a file that somebody changes meanwhile stays as they left it. */
export async function editFile(
  root: string,
  path: string,
  mode: MendMode,
  edit: (before: string | null) => Promise<string>,
): Promise<Edit> {
  const place = join(root, path)
  if (mode === 'dry-run') {
    const before = (await readWhole(place))?.text ?? null
    return { before, after: await edit(before) }
  }
  return withFileLock(place, async () => {
    const old = await readWhole(place)
    const after = await edit(old?.text ?? null)
    if (after !== (old?.text ?? '')) await replaceFile(place, [after], { expected: old?.digest ?? null, root })
    return { before: old?.text ?? null, after }
  })
}
