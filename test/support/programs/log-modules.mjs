// Run with `node --import`: writes the address of every ES module that is asked for, and at the end the path of every module
// that `require` has loaded, to the file that MODULE_LOG names.
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'

const hook = `
import { appendFileSync } from 'node:fs'
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  appendFileSync(process.env.MODULE_LOG, found.url + '\\n')
  return found
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
const { cache } = createRequire(import.meta.url)
process.on('exit', () => appendFileSync(process.env.MODULE_LOG, Object.keys(cache).join('\n')))
