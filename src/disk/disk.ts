import * as promises from 'node:fs/promises'
import { codeOfFailure } from '../model/code-of-failure.ts'

/** The calls by which files are written: handed in, so that a test can make each of them fail. */
export type Disk = Pick<
  typeof promises,
  'chmod' | 'link' | 'lstat' | 'open' | 'readFile' | 'readdir' | 'realpath' | 'rename' | 'stat' | 'unlink'
>

export const DISK: Disk = promises

/** The result of a call, or null where what it is about does not exist. Every other failure stays one. */
export async function unlessAbsent<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (codeOfFailure(error) === 'ENOENT') return null
    throw error
  }
}
