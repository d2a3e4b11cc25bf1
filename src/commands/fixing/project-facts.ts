import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectFacts } from '../../fix/fix-plan.ts'
import { folderOf } from '../../policy/env-file-name.ts'

/** What the nearest `package.json` above a file says of the project; nothing where there is none that can be read. */
export function readProjectFacts(root: string, path: string): ProjectFacts {
  for (let folder = folderOf(path); ; folder = folderOf(folder.slice(0, -1))) {
    const packages = packagesIn(join(root, folder, 'package.json'))
    if (packages !== null) return { packages }
    if (folder === '') return { packages: new Set() }
  }
}

function packagesIn(file: string): ReadonlySet<string> | null {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      object | undefined
    >
    return new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})])
  } catch {
    return null
  }
}
