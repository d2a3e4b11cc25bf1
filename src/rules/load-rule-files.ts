import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { RuleFileText } from './compile-pack.ts'

/** Reads rule files; of a folder, every `.toml` in it, in alphabetical order. */
export async function loadRuleFiles(paths: readonly string[]): Promise<readonly RuleFileText[]> {
  const files = await Promise.all(paths.map(filesAt))
  return Promise.all(files.flat().map(async (file) => ({ file, text: await readText(file) })))
}

async function filesAt(path: string): Promise<readonly string[]> {
  const isFolder = await attempt(path, async () => (await stat(path)).isDirectory())
  if (!isFolder) return [path]
  const names = await attempt(path, () => readdir(path))
  return names
    .filter((name) => name.endsWith('.toml'))
    .sort()
    .map((name) => join(path, name))
}

function readText(file: string): Promise<string> {
  return attempt(file, () => readFile(file, 'utf8'))
}

async function attempt<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new ScanError(
      code === 'ENOENT' ? 'PATH_NOT_FOUND' : 'UNREADABLE',
      `rule file ${path} cannot be read: ${code}`,
      {
        hint: 'check the path under [rules] files in keywarden.toml, or the path given',
        cause,
      },
    )
  }
}
