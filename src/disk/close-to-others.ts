import { DISK, type Disk } from './disk.ts'
import { findTarget } from './find-target.ts'

const OWNER = 0o700

/** Takes from everybody but the owner what a file's mode lets them do. A link is followed within `root`. */
export async function closeToOthers(path: string, root: string, disk: Disk = DISK): Promise<void> {
  const target = await findTarget(path, root, disk)
  const { mode } = await disk.stat(target)
  await disk.chmod(target, mode & OWNER)
}
