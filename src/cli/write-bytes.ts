import { ScanError } from '../model/errors.ts'
import { codeOf } from './output.ts'
import type { OutputStream } from './terminal.ts'

/** Writes bytes as they are; `closed` where the reader has gone, which is no fault of ours. */
export function writeBytes(stream: OutputStream): (bytes: Uint8Array) => Promise<'taken' | 'closed'> {
  let isOpen = false
  return async (bytes) => {
    if (bytes.length === 0) return 'taken'
    if (!isOpen) stream.on('error', () => {}) // told to the callback of `write` as well
    isOpen = true
    try {
      await new Promise<void>((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()))
      })
      return 'taken'
    } catch (cause) {
      const code = codeOf(cause)
      if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return 'closed'
      throw new ScanError('UNWRITABLE', `output cannot be written: ${code}`, { hint: 'see to the disk', cause })
    }
  }
}
