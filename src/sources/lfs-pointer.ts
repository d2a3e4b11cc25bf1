import type { ByteRange } from '../model/blob.ts'

// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: below 1024 bytes, `version` first
const MAX_SIZE = 1024
const VERSIONS = ['version https://git-lfs.github.com/spec/v1\n', 'version https://hawser.github.com/spec/v1\n']

/** True for the text that Git LFS commits in the place of a file. */
export function isLfsPointer({ buffer, start, end }: ByteRange): boolean {
  if (end - start >= MAX_SIZE || buffer[start] !== 0x76) return false
  const text = buffer.toString('latin1', start, end)
  return VERSIONS.some((version) => text.startsWith(version)) && /^oid sha256:[0-9a-f]{64}$/m.test(text)
}
