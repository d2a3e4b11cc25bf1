import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import type { CodeCache, CompiledFile } from './code-cache.ts'

/** What Node puts round a CommonJS module. */
const HEAD = '(function (exports, require, module, __filename, __dirname) {'
const TAIL = '\n})'

type Wrapper = (exports: object, require: Require, module: Module, filename: string, dirname: string) => void
type Require = (id: string) => unknown

interface Module {
  exports: object
}

interface LoadedFile {
  readonly module: Module
  readonly script: Script
  readonly stamp: string
}

/**
 * Loads the files of the built command as `require` does, with the code that an earlier run has compiled: Node's own cache of
 * compiled code came with 22.1. There is no `import()` in them, which would need an API that Node warns of.
 */
export class ProgramLoader {
  readonly #folder: string
  readonly #require: Require
  readonly #cache: CodeCache | null
  readonly #loaded = new Map<string, LoadedFile>()
  #hasCompiled = false

  /**
   * @param folder absolute path of the files, which name one another as `./name`
   * @param requireOther loads what is none of them; to make one here would cost more than to load all of them
   */
  constructor(folder: string, requireOther: Require, cache: CodeCache | null) {
    this.#folder = folder
    this.#cache = cache
    this.#require = (id) => (id.startsWith('./') ? this.load(id.slice(2)) : requireOther(id))
  }

  /** What a file of the folder exports; it runs once. */
  load(name: string): unknown {
    const loaded = this.#loaded.get(name)
    if (loaded !== undefined) return loaded.module.exports
    const path = join(this.#folder, name)
    const { stamp, source } = readSource(path)
    const script = this.#compile(path, source, this.#codeOf(name, stamp))
    const module: Module = { exports: {} }
    this.#loaded.set(name, { module, script, stamp })
    const wrapper = script.runInThisContext() as Wrapper
    wrapper(module.exports, this.#require, module, path, dirname(path))
    return module.exports
  }

  /** True where a file had to be compiled from its source. */
  get hasCompiled(): boolean {
    return this.#hasCompiled
  }

  /** The cache with what this run has compiled, functions that it was the first to call included. */
  compiled(): CodeCache {
    const files = new Map<string, CompiledFile>(this.#cache?.files)
    for (const [name, { script, stamp }] of this.#loaded) files.set(name, { stamp, code: script.createCachedData() })
    return { generation: (this.#cache?.generation ?? 0) + 1, files }
  }

  #codeOf(name: string, stamp: string): Uint8Array | undefined {
    const file = this.#cache?.files.get(name)
    return file?.stamp === stamp ? file.code : undefined
  }

  #compile(filename: string, source: string, code: Uint8Array | undefined): Script {
    const script = new Script(HEAD + source + TAIL, {
      filename,
      columnOffset: -HEAD.length, // or every place in a stack of errors would be off
      ...(code && { cachedData: code as Buffer }),
    })
    if (code === undefined || script.cachedDataRejected) this.#hasCompiled = true
    return script
  }
}

/** The text of a file, and what tells it from another of its name. V8 itself compares no more than lengths. */
function readSource(path: string): { readonly stamp: string; readonly source: string } {
  const file = openSync(path, 'r')
  try {
    const { size, mtimeMs } = fstatSync(file)
    return { stamp: `${size} ${mtimeMs}`, source: readFileSync(file, 'utf8') }
  } finally {
    closeSync(file)
  }
}
