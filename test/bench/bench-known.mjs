// Known values: what a scan costs with one value and with ten thousand, and the search for them by itself. User CPU time,
// as the machine may have other things to do; the least of several runs, in turns.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchAll } from './fetch-packages.mjs'
import { printTable } from './measure.mjs'
import { TREE_PACKAGES } from './packages.mjs'
import { keywarden } from './programs.mjs'

const PACKAGES = ['axios', 'ethers', 'firebase', 'mongodb', 'antd']
const COUNTS = [0, 1, 100, 10_000]

export async function benchKnown(cache, rounds = 5) {
  const folders = await fetchAll(
    join(cache, 'packages'),
    TREE_PACKAGES.filter(([name]) => PACKAGES.includes(name)),
  )
  const homes = COUNTS.map((count) => homeWith(join(cache, `known-${count}`), count))
  const least = COUNTS.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round <= rounds; round++) {
    for (const [i, home] of homes.entries()) {
      const seconds = userSeconds(keywarden(['scan', ...folders, '--known', '--quiet'], home))
      if (round > 0) least[i] = Math.min(least[i], seconds)
    }
  }
  const [without, one] = least
  const rows = COUNTS.map((count, i) => [
    `${count} known values`,
    `${least[i].toFixed(2)} s`,
    `x ${(least[i] / one).toFixed(2)} of one`,
    `+ ${(least[i] - without).toFixed(2)} s`,
  ])
  printTable(`known values: scan of a tree of packages, user CPU seconds, least of ${rounds} runs`, rows)
}

/** A folder with a `.env` of so many values that are in nothing. */
function homeWith(folder, count) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const line = (i) => `SECRET_${i}=${createHash('sha256').update(`value ${i}`).digest('base64url')}\n`
  writeFileSync(join(folder, '.env'), Array.from({ length: count }, (_, i) => line(i)).join(''))
  return folder
}

/** User time of the command and of what it starts, by the shell's own account. */
function userSeconds({ command, args, cwd, env }) {
  const run = spawnSync('sh', ['-c', '"$@" >/dev/null 2>&1; times', 'sh', command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  // 0m0.00s 0m0.00s          the shell, user and system
  // 0m1.23s 0m0.20s          its children
  const [, minutes, seconds] = /\n(\d+)m([\d.]+)s/.exec(run.stdout) ?? []
  return 60 * Number(minutes) + Number(seconds)
}
