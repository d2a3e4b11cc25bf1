import { mkdir, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { unlessAbsent } from '../../disk/disk.ts'
import { readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { ScanError } from '../../model/errors.ts'
import { ROTATION_STEPS, type RotationJournal, type RotationRecord } from './rotation.ts'

const FORMAT = 1
const TEXTS = [
  ...['key', 'store', 'step', 'requestId', 'previousId', 'pendingId', 'currentId'],
  ...['startedOn', 'changedOn', 'retireFrom', 'verification', 'finding', 'acceptedAs', 'findingRule'],
] as const

/**
 * A journal in a file that only its owner can read, in a folder of the same kind. It holds ids, steps and times; a file that
 * holds anything else is refused and left alone, as the rotation that it tells of may be half done.
 */
export function fileJournal(path: string): RotationJournal {
  return {
    async read() {
      const file = await readWhole(path)
      return file === null ? null : parseRecord(file.text, path)
    },
    async write(record) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await replaceFile(path, [`${JSON.stringify({ format: FORMAT, ...record }, null, 2)}\n`], { mode: 0o600 })
    },
    async remove() {
      await unlessAbsent(unlink(path))
    },
  }
}

function parseRecord(text: string, path: string): RotationRecord {
  const values = readJson(text)
  const isSound =
    values?.['format'] === FORMAT &&
    TEXTS.every((name) => typeof values[name] === 'string') &&
    ROTATION_STEPS.some((step) => step === values['step']) &&
    Number.isFinite(values['grace'])
  if (isSound) {
    const { format: _, ...record } = values
    return record as unknown as RotationRecord
  }
  throw new ScanError('UNREADABLE', `${path} tells of an unfinished rotation and cannot be read`, {
    hint: 'it was written by another version or by hand; see which version is pending in the store, then remove the file',
  })
}

/** Null for what is no JSON object; no error repeats the text. */
function readJson(text: string): Record<string, unknown> | null {
  try {
    const values: unknown = JSON.parse(text)
    return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : null
  } catch {
    return null
  }
}
