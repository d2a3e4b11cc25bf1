import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { codeOfFailure } from '../model/code-of-failure.ts'
import type { Disk } from './disk.ts'

/** Leaves room for the rest within the 255 bytes that a name may have. */
const LONGEST = 60

/**
 * Path of a temporary file beside another, with the process in its name. It begins like the other, so that what ignores
 * or flags that one (`.env*`) does so with what a crash leaves.
 */
export function temporaryPath(path: string): string {
  return join(dirname(path), `${startOf(path)}${process.pid}-${randomBytes(8).toString('hex')}.tmp`)
}

/** Removes the temporary files beside `path` whose process is no more. */
export async function sweepTemporaries(path: string, disk: Disk): Promise<void> {
  const start = startOf(path)
  for (const name of await disk.readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(start)) continue
    const pid = /^(\d+)-[\da-f]{16}\.tmp$/.exec(name.slice(start.length))?.[1]
    if (pid !== undefined && isProcessGone(Number(pid))) await disk.unlink(join(dirname(path), name)).catch(() => {})
  }
}

/** True where no process of this machine has that id. */
export function isProcessGone(pid: number): boolean {
  try {
    process.kill(pid, 0) // asks, and sends nothing
    return false
  } catch (error) {
    return codeOfFailure(error) === 'ESRCH'
  }
}

function startOf(path: string): string {
  return `${basename(path).slice(0, LONGEST)}.keywarden-`
}
