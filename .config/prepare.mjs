// Runs on `npm ci` in a clone: builds the command and sets the hooks. In a production install there is nothing to do.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const isClone = existsSync(fileURLToPath(new URL('../src', import.meta.url)))
if (isClone && (await isInstalled('rolldown'))) {
  await import('./build.mjs')
  if (existsSync(fileURLToPath(new URL('../.git', import.meta.url)))) {
    const { default: husky } = await import('husky')
    const said = husky()
    if (said) console.error(`keywarden: git hooks were not set: ${said}`)
  }
}

async function isInstalled(name) {
  try {
    import.meta.resolve(name)
    return true
  } catch {
    return false
  }
}
