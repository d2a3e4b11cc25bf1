import { DISK, type Disk } from '../../src/disk/disk.ts'

/** How a work with a failing disk ended. */
export interface Outcome {
  readonly error: unknown
  /** Names of the calls made, the failing one and those behind it included. */
  readonly calls: readonly string[]
}

type Call = (...args: unknown[]) => Promise<unknown>

/** Does a work on a real disk whose n-th call fails, those on open files counted as well. */
export async function failingDisk(n: number, work: (disk: Disk) => Promise<unknown>, code = 'EIO'): Promise<Outcome> {
  const calls: string[] = []
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name, object)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          calls.push(String(name))
          const isFailing = calls.length === n
          // a file is closed even where closing it says that it failed
          const result = isFailing && name !== 'close' ? null : await (value as Call).apply(object, args)
          if (isFailing) throw Object.assign(new Error(code), { code })
          return result instanceof Object && 'fd' in result ? counted(result) : result
        }
      },
    })
  const error = await work(counted({ ...DISK })).then(
    () => null,
    (reason: unknown) => reason,
  )
  return { error, calls }
}
