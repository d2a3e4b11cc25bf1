import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'

/** Stores take no more. */
const LONGEST = 64 * 1024

/** A value from standard input, without the line feed that a pipe puts at its end. */
export async function readValue(stdin: AsyncIterable<Uint8Array>): Promise<Secret> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stdin) {
    chunks.push(chunk)
    size += chunk.length
    if (size > LONGEST) throw invalid('is longer than 64 KiB')
  }
  const bytes = Buffer.concat(chunks)
  const text = decode(bytes).replace(/\r?\n$/, '')
  if (text === '') throw invalid('is empty')
  if (text.includes('\0')) throw invalid('has a NUL character, which no environment can hold')
  return new Secret(text)
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('is not UTF-8 text')
  }
}

function invalid(says: string): ScanError {
  return new ScanError('USAGE', `the value on standard input ${says}`, {
    hint: 'nothing was changed; pipe the new value in, from a password manager or a file',
  })
}
