// npm run bench [-- hook tree audit engine rules known run | accuracy CORPUS SCORER]: prints what docs/BENCHMARKS.md quotes. Downloads
// published packages into .bench/.
import { fileURLToPath } from 'node:url'
import { benchAccuracy } from './bench-accuracy.mjs'
import { benchAudit } from './bench-audit.mjs'
import { benchEngine } from './bench-engine.mjs'
import { benchHook } from './bench-hook.mjs'
import { benchKnown } from './bench-known.mjs'
import { benchRules } from './bench-rules.mjs'
import { benchRun } from './bench-run.mjs'
import { benchTree } from './bench-tree.mjs'

const BENCHES = {
  hook: benchHook,
  tree: benchTree,
  audit: benchAudit,
  engine: benchEngine,
  rules: benchRules,
  known: benchKnown,
  run: benchRun,
}
const cache = process.env.KEYWARDEN_BENCH ?? fileURLToPath(new URL('../../.bench', import.meta.url))
const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name))
if (names[0] === 'accuracy') await benchAccuracy(cache, ...names.slice(1))
else if (unknown.length > 0) {
  console.error(
    `there is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')} and accuracy`,
  )
  process.exitCode = 2
} else {
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name](cache)
}
