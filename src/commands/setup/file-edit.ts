import { mkdirSync, rmdirSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { digestOf, readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { ScanError } from '../../model/errors.ts'

/** One file that is to be written, changed or removed. */
export interface FileEdit {
  /** Absolute path. */
  readonly path: string
  /** As it is told: relative to the root where it lies there. */
  readonly shown: string
  /** Null where there is no file. */
  readonly before: string | null
  /** Null where the file is to go. */
  readonly after: string | null
  /** Permissions of a file that is new. */
  readonly mode?: number
}

/** What init or uninstall is going to do, and what it leaves to the user. */
export interface SetupPlan {
  readonly edits: readonly FileEdit[]
  /** What is left as it is, and why; one line each. */
  readonly remarks: readonly string[]
  /** What the user has to do; one line each. */
  readonly todo: readonly string[]
}

export const NO_PLAN: SetupPlan = { edits: [], remarks: [], todo: [] }

/** Several plans as one. */
export function joinPlans(plans: readonly SetupPlan[]): SetupPlan {
  return {
    edits: plans.flatMap(({ edits }) => edits),
    remarks: [...new Set(plans.flatMap(({ remarks }) => remarks))],
    todo: [...new Set(plans.flatMap(({ todo }) => todo))],
  }
}

/** A text file as it is before an edit; null where there is none. */
export async function textBefore(path: string): Promise<string | null> {
  return (await readWhole(path))?.text ?? null
}

/** A plan of one edit, or of none where nothing changes. */
export function edited(edit: FileEdit): SetupPlan {
  return edit.before === edit.after ? NO_PLAN : { ...NO_PLAN, edits: [edit] }
}

/** The path as it is told. */
export function shownPath(root: string, path: string): string {
  const way = relative(root, path).replaceAll('\\', '/')
  return way === '' || way.startsWith('..') ? path : way
}

/** Writes the edits in order, each whole or not at all, and none over content that it was not made for. */
export async function applyEdits(edits: readonly FileEdit[], root: string): Promise<void> {
  for (const { path, shown, before, after, mode } of edits) {
    if (after === null) {
      if ((await textBefore(path)) !== before) throw changed(shown)
      await unlink(path)
      removeEmptyFolders(dirname(path), root)
      continue
    }
    mkdirSync(dirname(path), { recursive: true })
    const expected = before === null ? null : digestOf(before)
    // a link must not lead a file of the work tree out of it; hooks may lie elsewhere
    const home = shown === path || shown.startsWith('.git/') ? {} : { root }
    await replaceFile(path, [after], { expected, ...home, ...(mode !== undefined && { mode }) })
  }
}

/** Folders that only our file was in: git knows no empty ones. */
function removeEmptyFolders(folder: string, root: string): void {
  for (let at = folder; relative(root, at) !== '' && !relative(root, at).startsWith('..'); at = join(at, '..')) {
    if (/(?:^|[\\/])\.git[\\/]/.test(relative(root, `${at}/`))) return
    try {
      rmdirSync(at)
    } catch {
      return // something else is in it
    }
  }
}

function changed(shown: string): ScanError {
  return new ScanError('FILE_CHANGED', `${shown} has changed meanwhile; it was left as it is`, {
    hint: 'run the command again',
  })
}
