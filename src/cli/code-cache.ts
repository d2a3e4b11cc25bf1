import { closeSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'

/** What V8 has made of one file of the program. */
export interface CompiledFile {
  /** Tells the file that the code was made from. */
  readonly stamp: string
  readonly code: Uint8Array
}

/** What an earlier run of a verb has compiled. */
export interface CodeCache {
  /** Number of runs that have added to it. */
  readonly generation: number
  readonly files: ReadonlyMap<string, CompiledFile>
}

/** Name, stamp, offset and length of a file's code. */
type IndexEntry = readonly [name: string, stamp: string, offset: number, length: number]

const MAGIC = 0x3143574b // KWC1
const HEADER = 16
/** V8 copies code that is not aligned to a pointer. */
const ALIGNMENT = 8

/**
 * Reads a cache; null where there is none and where it is not whole: V8 itself takes damaged code as it is.
 *
 *     magic, checksum of the rest, generation, length of the index: 4 bytes each, low byte first
 *     index: JSON
 *     code of each file, at multiples of 8
 */
export function readCodeCache(path: string): CodeCache | null {
  try {
    const bytes = readFileSync(path)
    if (bytes.readUInt32LE(0) !== MAGIC || bytes.readUInt32LE(4) !== crc32(bytes.subarray(8))) return null
    const index = JSON.parse(bytes.toString('utf8', HEADER, HEADER + bytes.readUInt32LE(12))) as readonly IndexEntry[]
    const files = index.map(([name, stamp, offset, length]): [string, CompiledFile] => {
      return [name, { stamp, code: bytes.subarray(offset, offset + length) }]
    })
    return { generation: bytes.readUInt32LE(8), files: new Map(files) }
  } catch {
    return null // not there, not ours to read, or not whole
  }
}

/**
 * Writes a cache whole or not at all; leaves nothing behind, and says nothing, where it may not be written.
 * @param compile makes the cache; not called where its folder cannot be written
 */
export function writeCodeCache(path: string, compile: () => CodeCache): void {
  const temporary = `${path}.${process.pid}`
  try {
    const isNew = mkdirSync(dirname(path), { recursive: true, mode: 0o755 }) !== undefined
    // there are repositories that hold their node_modules
    if (isNew) writeFileSync(join(dirname(path), '.gitignore'), '*\n', { mode: 0o644 })
    // never more open to others than the program itself, whatever the umask
    const file = openSync(temporary, 'wx', 0o644)
    try {
      writeAll(file, bytesOf(compile()))
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') forget(temporary)
  }
}

function forget(file: string): void {
  try {
    unlinkSync(file)
  } catch {} // it was not there
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

function bytesOf({ generation, files }: CodeCache): Buffer {
  const codes = [...files.values()].map(({ code }) => code)
  const names = [...files].map(([name, { stamp }]): [string, string] => [name, stamp])
  // 32 bytes are more than two numbers take
  const room = aligned(HEADER + Buffer.byteLength(JSON.stringify(names)) + files.size * 32)
  let end = room
  const index = names.map(([name, stamp], i): IndexEntry => {
    const { length } = codes[i] as Uint8Array
    const offset = end
    end = aligned(offset + length)
    return [name, stamp, offset, length]
  })
  const bytes = Buffer.alloc(end)
  const length = bytes.write(JSON.stringify(index), HEADER)
  for (const [i, [, , offset]] of index.entries()) bytes.set(codes[i] as Uint8Array, offset)
  bytes.writeUInt32LE(MAGIC, 0)
  bytes.writeUInt32LE(generation, 8)
  bytes.writeUInt32LE(length, 12)
  bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4)
  return bytes
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}
