// Builds dist/: the command (CommonJS, which Node starts some milliseconds sooner than ES modules, one chunk a verb),
// the library (ES module with declarations), the built-in rules compiled, and the published schemas.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'dist')
const staging = join(root, 'dist.new')
const { version, peerDependencies } = createRequire(import.meta.url)('../package.json')
/** Entries of the library, by what stands behind `keywarden/`. */
const LIBRARY = { index: 'src/index.ts', secrets: 'src/secrets.ts', testing: 'src/testing.ts' }
/**
 * The files of the command that are more than a module and what nobody else needs, or every module that two of them share
 * would be a file of its own. Each takes along what its modules import, unless a group of higher priority has it.
 */
const GROUPS = [
  { name: 'start', test: modules('cli/bind-process'), priority: 6 },
  // every verb
  {
    name: 'run',
    test: modules('cli/(run|scan-request|verbose-notes)', 'model/', 'config/config', 'report/amounts'),
    priority: 5,
  },
  // what both a scan and `secrets run` need
  {
    name: 'shared',
    test: modules('dotenv/read-env', 'policy/(placeholder|sensitive-key|holds-secret)'),
    priority: 4,
  },
  // what tells a value from a word, for a scan and for masking
  {
    name: 'values',
    test: modules(
      'detect/generic/(key-class|value-shape|stand-in)',
      'detect/checks/(placeholder|read-connection)',
      'detect/generic/entropy',
    ),
    priority: 3,
  },
  { name: 'scan', test: modules('cli/handle-scan', 'commands/run-scan'), priority: 2 },
  { name: 'secrets-run', test: modules('cli/handle-run', 'commands/run-program-with-secrets'), priority: 1 },
  { name: 'mask', test: modules('known/stream-redactor', 'commands/known/collect-program-secrets'), priority: 0 },
]
/** What is compiled from AssemblyScript to WebAssembly. */
const CORES = {
  'src/detect/prefilter/core/scan.ts': 'scan.wasm',
  'src/detect/seen/core/seen.ts': 'seen.wasm',
}
const define = { __KEYWARDEN_VERSION__: JSON.stringify(version) }

rmSync(staging, { recursive: true, force: true })
mkdirSync(staging, { recursive: true })
// The first file only loads the others with what is compiled of them; the second starts git, so that it works while Node reads
// the rest.
const command = {
  dir: join(staging, 'command'),
  format: 'cjs',
  exports: 'named',
  minify: true,
  dynamicImportInCjs: false, // `import` would start the loader of ES modules
}
await bundle('src/cli/built-main.ts', {
  ...command,
  dir: staging,
  entryFileNames: 'keywarden.cjs',
  banner: '#!/usr/bin/env node',
})
await bundle('src/cli/bind-process.ts', {
  ...command,
  entryFileNames: 'start.cjs',
  chunkFileNames: '[name]-[hash].cjs',
  codeSplitting: { groups: GROUPS },
})
// one file, for the command and the library: a worker thread does nothing else
await bundle('src/commands/scan/threads/examine-worker.ts', {
  ...command,
  dir: staging,
  entryFileNames: 'examine-worker.cjs',
  codeSplitting: false,
})
chmodSync(join(staging, 'keywarden.cjs'), 0o755)
// one build, so that all entries share one class of `Secret`
await bundle(LIBRARY, {
  dir: staging,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'library/[name]-[hash].js',
})
await compileRules()
await compileCores()
for (const room of ['report', 'config', 'rules']) {
  cpSync(join(root, 'src', room, room === 'rules' ? 'schema' : 'schemas'), join(staging, 'schemas'), {
    recursive: true,
  })
}
declareTypes()
// a command that runs while this build does sees the old dist or the new one
rmSync(`${out}.old`, { recursive: true, force: true })
try {
  renameSync(out, `${out}.old`)
} catch (error) {
  if (error.code !== 'ENOENT') throw error
}
renameSync(staging, out)
rmSync(`${out}.old`, { recursive: true, force: true })

function modules(...paths) {
  return new RegExp(
    `src/(?:${paths.map((path) => (path.endsWith('/') ? path : `${path}\\.ts$`)).join('|')})`.replaceAll(
      '/',
      '[\\\\/]',
    ),
  )
}

async function bundle(input, output) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    // SDKs of clouds: who needs one has it, and only then it is loaded
    external: Object.keys(peerDependencies),
    transform: { define },
    plugins: [
      {
        name: 'ascii',
        generateBundle(_, files) {
          for (const file of Object.values(files)) if (isOurs(file)) escapeText(file)
        },
      },
    ],
    // yargs resolves `extends` of a configuration that is never handed to it
    onLog: (level, log, handle) => log.code !== 'EMPTY_IMPORT_META' && handle(level, log),
  })
  await build.write(output)
  await build.close()
}

function isOurs({ type, name }) {
  return type === 'chunk' && GROUPS.some((group) => group.name === name)
}

/** One character beyond Latin-1 makes a text twice as long in memory, and slower to compile. */
function escapeText(chunk) {
  if (/String\.raw`[^`]*[^\x00-\x7f]/.test(chunk.code))
    throw new Error(`${chunk.fileName}: a raw text cannot be escaped`)
  chunk.code = chunk.code.replace(/[^\x00-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

async function compileRules() {
  const dir = join(staging, 'compile')
  await bundle('src/commands/write-built-in-rules.ts', { dir, format: 'esm', entryFileNames: 'write.mjs' })
  const { writeBuiltInRules } = await import(pathToFileURL(join(dir, 'write.mjs')).href)
  await writeBuiltInRules(join(root, 'rules'), join(staging, 'rules'))
  rmSync(dir, { recursive: true })
}

async function compileCores() {
  const { main: asc } = await import('assemblyscript/asc')
  const flags = ['--runtime', 'stub', '--enable', 'simd', '--noAssert', '-O3']
  for (const [source, core] of Object.entries(CORES)) {
    const { error, stderr } = await asc([join(root, source), '--outFile', join(staging, 'rules', core), ...flags])
    if (error) throw new Error(`${source} does not compile:\n${stderr}`)
  }
}

function declareTypes() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  const args = [tsc, '-p', join(root, '.config', 'tsconfig.types.json'), '--outDir', join(staging, 'types')]
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (run.status !== 0) throw new Error('declarations could not be written')
}
