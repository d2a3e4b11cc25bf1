// The engine by itself, on one thread and on bytes in memory: its throughput with all rules, and without generic detection.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchAll } from './fetch-packages.mjs'
import { importBundled } from './generic/bundle.mjs'
import { printTable } from './measure.mjs'
import { TREE_PACKAGES } from './packages.mjs'

const RULES = fileURLToPath(new URL('../../rules', import.meta.url))
const CORE = fileURLToPath(new URL('../../dist/rules/scan.wasm', import.meta.url))
const PACKAGES = ['axios', 'ethers', 'webpack', 'mongodb', 'antd', 'eslint', 'three', 'vue', 'next', 'stripe']
const LARGEST = 8e6

export async function benchEngine(cache, rounds = 7) {
  const { openDetector, secondsFor } = await importBundled('./throughput.ts')
  const chosen = TREE_PACKAGES.filter(([name]) => PACKAGES.includes(name))
  const files = (await fetchAll(join(cache, 'packages'), chosen)).flatMap((folder) => [...filesIn(folder)])
  const bytes = files.reduce((sum, { buffer }) => sum + buffer.length, 0)
  const detector = await openDetector(RULES, CORE)
  const withAll = []
  const without = []
  for (let round = 0; round <= rounds; round++) {
    const all = secondsFor(detector, files, (path) => path)
    // what a machine has written holds no assignments that a person wrote
    const pattern = secondsFor(detector, files, (path) => `${path}.min.js`)
    if (round === 0) continue
    withAll.push(all)
    without.push(pattern)
  }
  const [least, leastWithout] = [Math.min(...withAll), Math.min(...without)]
  const speed = (seconds) => `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
  printTable(
    `engine: ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB in memory, one thread, least of ${rounds}`,
    [
      ['all rules', speed(least), `${least.toFixed(2)} s`],
      ['without generic detection', speed(leastWithout), `x ${(leastWithout / least).toFixed(2)}`],
    ],
  )
}

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesIn(path)
    else if (entry.isFile() && statSync(path).size <= LARGEST) yield { path, buffer: readFileSync(path) }
  }
}
