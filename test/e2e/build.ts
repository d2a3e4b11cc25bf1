import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Builds `dist/` once before the tests, so that those that run the command run what is in `src/`. */
export function setup(): void {
  if (process.env['KEYWARDEN_TEST_BUILD'] === 'skip') return
  const build = fileURLToPath(new URL('../../.config/build.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [build], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`)
}
