import { join } from 'node:path'
import { VERSION } from '../model/version.ts'
import { readCodeCache, writeCodeCache } from './code-cache.ts'
import { ProgramLoader } from './program-loader.ts'

/** The built command's second file. */
const SECOND = 'start.cjs'
/** Runs of a verb that add to its cache: each brings functions that those before it had no use for. */
const GENERATIONS = 4
/** Verbs of two words. */
const FAMILIES = ['rules', 'baseline', 'secrets']

start()

/** The built command begins here: the same as `main.ts`, with compiled code kept in `dist/cache`. */
function start(): void {
  const path = cachePath()
  const cache = path === null ? null : readCodeCache(path)
  const loader = new ProgramLoader(join(import.meta.dirname, 'command'), require, cache)
  const { bindProcess } = loader.load(SECOND) as typeof import('./bind-process.ts')
  void bindProcess(() => {
    const isComplete = !loader.hasCompiled && (cache?.generation ?? 0) >= GENERATIONS
    if (path !== null && !isComplete && !isFlagged()) writeCodeCache(path, () => loader.compiled())
  })
}

/** A cache for each verb and one for hooks, as each uses other parts of the program; null where there is none to be. */
function cachePath(): string | null {
  const { argv, env, version, arch } = process
  const end = argv.indexOf('--')
  const own = argv.slice(2, end < 0 ? undefined : end)
  const [verb = '', second = ''] = own
  const words = FAMILIES.includes(verb) ? [verb, second] : own.includes('--staged') ? [verb, 'staged'] : [verb]
  const isHelp = own.includes('--help') || own.includes('-h') // brings a parser that the verb itself does without
  if (isHelp || !words.every((word) => /^[a-z]+$/.test(word))) return null
  // Node's own way to say that no compiled code is to be kept; and coverage counts what is compiled here
  if (env['NODE_DISABLE_COMPILE_CACHE'] || env['NODE_V8_COVERAGE']) return null
  return join(import.meta.dirname, 'cache', `${words.join('-')}-${VERSION}-${version}-${arch}.bin`)
}

/** V8 refuses code that was compiled with other flags: what is compiled with them would be of no use to others. */
function isFlagged(): boolean {
  return process.execArgv.length > 0 || Boolean(process.env['NODE_OPTIONS'])
}
