import type { Skip } from '../../model/skip.ts'
import { DiskReader } from '../../sources/disk-reader.ts'

/** Bytes of a file of settings that are read; more than that is none. */
export const LARGEST_SETTINGS = 256 * 1024

/** Reads texts below a folder, neither through links nor from pipes; keeps a skip for what cannot be read. */
export class TextReader {
  readonly #disk: DiskReader
  readonly #skips: Skip[] = []
  #bytes = 0
  #files = 0

  constructor(root: string) {
    this.#disk = new DiskReader(root)
  }

  get skips(): readonly Skip[] {
    return this.#skips
  }

  /** What has been read so far. */
  get seen(): { readonly files: number; readonly bytes: number } {
    return { files: this.#files, bytes: this.#bytes }
  }

  /** The beginning of a file; null where there is none. */
  read(path: string, encoding: 'utf8' | 'latin1' = 'utf8', most: number = LARGEST_SETTINGS): string | null {
    const file = this.#disk.open(path)
    if (file.kind === 'unreadable') this.#skips.push(file.skip)
    if (file.kind !== 'whole') return null
    const { buffer, start, end } = file.blob.content
    this.#files++
    this.#bytes += end - start
    return buffer.toString(encoding, start, Math.min(end, start + most))
  }
}
