import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs'
import { Segmenter, WHOLE_LIMIT } from '../git/segmenter.ts'
import { type Blob, WHOLE } from '../model/blob.ts'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { encodePath } from '../model/repo-path.ts'
import type { Skip } from '../model/skip.ts'
import { skipPath } from './skips.ts'

/** What a path on disk turns out to be. */
export type DiskFile =
  | { readonly kind: 'whole'; readonly blob: Blob }
  /** The blobs are read as they are asked for. */
  | { readonly kind: 'segments'; readonly blobs: Iterable<Blob | Skip> }
  | { readonly kind: 'unreadable'; readonly skip: Skip }
  | { readonly kind: 'absent' | 'folder' | 'special' | 'behind-link' }

type FolderState = 'folder' | 'link' | 'absent'

// Absent on Windows. A link that takes the place of a file after it was looked at is not followed; a pipe does not block.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const CANNOT_REFUSE_LINKS = constants.O_NOFOLLOW === undefined
const PIECE = 1024 * 1024

/**
 * Reads files below a folder into one buffer that it uses again, and never what a link leads to: a link's content is
 * where it points. Synchronous: for thousands of small files that is several times as fast as asking and waiting.
 */
export class DiskReader {
  readonly #root: string
  readonly #folders = new Map<string, FolderState>([['', 'folder']])
  #buffer = Buffer.allocUnsafe(PIECE)

  constructor(root: string) {
    this.#root = root
  }

  /** Opens a path relative to the folder. Its bytes are valid until the next call. */
  open(path: string): DiskFile {
    const folder = this.#stateOf(path.slice(0, Math.max(path.lastIndexOf('/'), 0)))
    if (folder !== 'folder') return { kind: folder === 'link' ? 'behind-link' : 'absent' }
    try {
      if (CANNOT_REFUSE_LINKS && lstatSync(this.#place(path)).isSymbolicLink()) return this.#readLink(path)
      return this.#readFile(path)
    } catch (error) {
      return this.#failure(path, codeOf(error))
    }
  }

  #failure(path: string, code: string): DiskFile {
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' }
    if (code === 'ELOOP' || code === 'EMLINK') return this.#readLink(path)
    if (code === 'ENXIO') return { kind: 'special' } // a socket
    return { kind: 'unreadable', skip: skipPath(path, 'unreadable', code) }
  }

  #readFile(path: string): DiskFile {
    const file = openSync(this.#place(path), FLAGS)
    try {
      const status = fstatSync(file)
      if (status.isDirectory()) return { kind: 'folder' }
      if (!status.isFile()) return { kind: 'special' }
      if (status.size > WHOLE_LIMIT) return { kind: 'segments', blobs: segmentsOf(this.#place(path), path) }
      return this.#whole(path, this.#fill(file, status.size))
    } finally {
      closeSync(file)
    }
  }

  /** Reads what the status says, or to the end where that comes first; the status of what is made up on reading says 0. */
  #fill(file: number, size: number): number {
    this.#makeRoom(size + 1, 0)
    for (let filled = 0; ; ) {
      const read = readSync(file, this.#buffer, filled, this.#buffer.length - filled, null)
      filled += read
      if (read === 0 || (size > 0 && filled >= size)) return filled
      if (filled > WHOLE_LIMIT) throw Object.assign(new Error('larger than it says'), { code: 'EFBIG' })
      this.#makeRoom(filled + 1, filled)
    }
  }

  #makeRoom(size: number, kept: number): void {
    if (this.#buffer.length >= size) return
    const larger = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(size)))
    this.#buffer.copy(larger, 0, 0, kept)
    this.#buffer = larger
  }

  #readLink(path: string): DiskFile {
    try {
      const target = readlinkSync(this.#place(path), 'buffer')
      this.#buffer.set(target)
      return this.#whole(path, target.length)
    } catch (error) {
      return { kind: 'unreadable', skip: skipPath(path, 'unreadable', codeOf(error)) }
    }
  }

  #whole(path: string, size: number): DiskFile {
    const content = { buffer: this.#buffer, start: 0, end: size }
    return { kind: 'whole', blob: { type: 'blob', id: fileId(path), path, content, size, segment: WHOLE } }
  }

  /** Whether a folder is one, and none on the way to it is a link. */
  #stateOf(folder: string): FolderState {
    const known = this.#folders.get(folder)
    if (known) return known
    const above = this.#stateOf(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)))
    const state = above === 'folder' ? this.#look(folder) : above
    this.#folders.set(folder, state)
    return state
  }

  #look(folder: string): FolderState {
    try {
      const status = lstatSync(this.#place(folder), { throwIfNoEntry: false })
      if (status?.isSymbolicLink()) return 'link'
      return status?.isDirectory() ? 'folder' : 'absent'
    } catch {
      return 'folder' // the file itself says what is wrong
    }
  }

  #place(path: string): string | Buffer {
    const place = `${this.#root}/${path}`
    return path.isWellFormed() ? place : encodePath(place)
  }
}

/** The key of content that git does not hold. */
export function fileId(path: string): string {
  return `file:${path}`
}

function* segmentsOf(place: string | Buffer, path: string): Generator<Blob | Skip> {
  const piece = Buffer.allocUnsafe(PIECE)
  const segmenter = new Segmenter()
  let file: number | null = null
  try {
    file = openSync(place, FLAGS)
    const { size } = fstatSync(file)
    const blob = { type: 'blob', id: fileId(path), path, size } as const
    for (let left = size; left > 0; ) {
      const read = readSync(file, piece, 0, Math.min(PIECE, left), null)
      if (read === 0) break
      left -= read
      for (const window of segmenter.push(piece.subarray(0, read))) yield { ...blob, ...window }
    }
    yield { ...blob, ...segmenter.finish() }
  } catch (error) {
    yield skipPath(path, 'unreadable', codeOf(error))
  } finally {
    if (file !== null) closeSync(file)
  }
}

function codeOf(error: unknown): string {
  const code = codeOfFailure(error)
  if (code !== '') return code
  throw error
}
