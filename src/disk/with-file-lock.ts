import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { ScanError } from '../model/errors.ts'
import { DISK, type Disk, unlessAbsent } from './disk.ts'
import { isProcessGone, sweepTemporaries, temporaryPath } from './temporary-file.ts'

/** How long others may hold the lock. */
export interface LockOptions {
  /** Milliseconds to wait for it. */
  readonly patience?: number
  readonly disk?: Disk
}

interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells one lock from the next of the same process. */
  readonly token: string
}

interface Waiting {
  readonly until: number
  readonly disk: Disk
}

const PATIENCE = 10_000
const PAUSE = 20

/**
 * Does a work that reads and replaces a file while no other keywarden does so, in whatever process. The lock is a file
 * beside it that names its holder; that of a process which is no more is taken over.
 * @throws ScanError where somebody else holds it for too long; work's own failure otherwise
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const lock = join(dirname(path), `.keywarden-${basename(path).replace(/^\.+/, '').slice(0, 60)}.lock`)
  const waiting: Waiting = { until: Date.now() + (options.patience ?? PATIENCE), disk: options.disk ?? DISK }
  try {
    await acquire(lock, waiting)
  } catch (cause) {
    if (cause instanceof ScanError) throw cause
    throw new ScanError('UNWRITABLE', `${lock} cannot be written: ${codeOfFailure(cause)}`, {
      hint: 'see to the permissions of the folder and the disk; nothing was changed',
      cause,
    })
  }
  try {
    await sweepTemporaries(path, waiting.disk)
    return await work()
  } finally {
    await waiting.disk.unlink(lock).catch(() => {}) // held by this process until it ends; then it is taken over
  }
}

async function acquire(lock: string, waiting: Waiting): Promise<void> {
  const own: Holder = { pid: process.pid, host: hostname(), token: randomBytes(8).toString('hex') }
  while (!(await create(lock, own, waiting.disk))) {
    const holder = await readHolder(lock, waiting.disk)
    if (holder !== null && isGone(holder)) await clear(lock, holder, waiting)
    else if (holder !== null) await waitFor(lock, holder, waiting)
  }
}

/** The lock comes to be with its content: a link to a complete file. False where there is one already. */
async function create(lock: string, own: Holder, disk: Disk): Promise<boolean> {
  const draft = temporaryPath(lock)
  const file = await disk.open(draft, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(own))
    await file.close()
    await disk.link(draft, lock)
    return true
  } catch (error) {
    if (codeOfFailure(error) === 'EEXIST') return false
    throw error
  } finally {
    await file.close().catch(() => {})
    await disk.unlink(draft).catch(() => {})
  }
}

async function readHolder(lock: string, disk: Disk): Promise<Holder | null> {
  const text = await unlessAbsent(disk.readFile(lock, 'utf8'))
  if (text === null) return null
  try {
    const { pid, host, token } = JSON.parse(text) as Holder
    if (Number.isSafeInteger(pid) && pid > 0 && typeof host === 'string' && /^[\da-f]{16}$/.test(token)) {
      return { pid, host, token }
    }
  } catch {
    // not a lock of ours: told below
  }
  throw new ScanError('UNWRITABLE', `${lock} is no lock that keywarden has made`, { hint: 'remove the file' })
}

/** Of another machine or container, nothing can be told. */
function isGone({ pid, host }: Holder): boolean {
  return host === hostname() && isProcessGone(pid)
}

/**
 * Removes the lock of a process that is no more. Only one may do so, or a slower one would remove the lock that the
 * faster has made since: whoever holds the lock on that very lock, which is stale in its turn if they die.
 */
async function clear(lock: string, gone: Holder, waiting: Waiting): Promise<void> {
  const claim = `${lock}-${gone.token}-gone`
  await acquire(claim, waiting)
  try {
    const holder = await readHolder(lock, waiting.disk)
    if (holder?.token === gone.token) await waiting.disk.unlink(lock)
  } finally {
    await waiting.disk.unlink(claim).catch(() => {})
  }
}

async function waitFor(lock: string, { pid, host }: Holder, { until }: Waiting): Promise<void> {
  if (Date.now() > until) {
    const where = host === hostname() ? '' : ` on ${host}`
    throw new ScanError('FILE_CHANGED', `process ${pid}${where} holds ${lock}`, {
      hint: 'try again when it is done; remove the file if that process is no keywarden',
    })
  }
  await sleep(PAUSE / 2 + Math.random() * PAUSE)
}
