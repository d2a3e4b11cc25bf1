// Bundles a TypeScript module of the project and imports it, for Node 20 runs no TypeScript.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

export async function importBundled(file) {
  const dir = mkdtempSync(join(tmpdir(), 'keywarden-bench-'))
  try {
    const build = await rolldown({ input: fileURLToPath(new URL(file, import.meta.url)), platform: 'node' })
    await build.write({ dir, format: 'esm', entryFileNames: 'bundle.mjs' })
    await build.close()
    return await import(pathToFileURL(join(dir, 'bundle.mjs')).href)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
