// Run with `node --import`: writes the address of every ES module that is asked for to the file that MODULE_LOG names.
import { register } from 'node:module'

const hook = `
import { appendFileSync } from 'node:fs'
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  appendFileSync(process.env.MODULE_LOG, found.url + '\\n')
  return found
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
