import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { type TestRepository, temporaryFolder } from './git-repo.ts'

/** A program made of the project's sources, for plain node to run. */
export interface Program extends AsyncDisposable {
  /** Absolute path of the file. */
  readonly file: string
}

/** Bundles a module that stands in `test/support/programs/` with all that it imports. */
export async function bundledProgram(name: string): Promise<Program> {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'program.mjs')
  await build({
    input: fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url)),
    platform: 'node',
    output: { file, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  })
  return { file, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

/** Makes a hook of the repository run a program with node; its stdout goes to `.git/hook-output`. */
export async function installHook(repository: TestRepository, hook: string, { file }: Program): Promise<string> {
  const hooks = join(await repository.git('rev-parse', '--path-format=absolute', '--git-common-dir'), 'hooks')
  const output = join(hooks, `${hook}.output`)
  const script = `#!/bin/sh\nexec '${process.execPath}' '${file}' >'${output}'\n`
  writeFileSync(join(hooks, hook), script)
  chmodSync(join(hooks, hook), 0o755)
  return output
}
