// Runs whole commands and measures them in turns, so that a machine whose speed drifts drifts for all of them.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Wall seconds, peak resident megabytes (Linux only, else null) and exit code of one run; its output is thrown away. */
export function runOnce({ command, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint()
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'ignore'] })
    let peak = null
    const poll = setInterval(() => {
      peak = Math.max(peak ?? 0, peakOf(child.pid) ?? 0) || null
    }, 10)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(poll)
      resolve({ seconds: Number(process.hrtime.bigint() - begun) / 1e9, peak, code })
    })
  })
}

function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return null
  }
}

/** Runs the commands in turn `rounds` times after one warm-up; gives for each its median, minimum, peak and exit codes. */
export async function compare(commands, rounds) {
  const runs = new Map(commands.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const command of commands) {
      const run = await runOnce(command)
      if (round > 0) runs.get(command.name).push(run)
    }
  }
  return new Map([...runs].map(([name, all]) => [name, summarize(all)]))
}

function summarize(runs) {
  const seconds = runs.map((run) => run.seconds)
  return {
    median: median(seconds),
    min: Math.min(...seconds),
    peak: Math.max(...runs.map((run) => run.peak ?? 0)),
    codes: [...new Set(runs.map((run) => run.code))],
    seconds,
  }
}

/** Median of numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median of the ratios of two commands' runs, pair by pair. */
export function pairedRatio(a, b) {
  return median(a.seconds.map((seconds, i) => seconds / b.seconds[i]))
}

/** Prints a table; the first row is the one that the others are compared with. */
export function printTable(title, rows) {
  console.log(`\n${title}`)
  for (const row of rows)
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(16))).join('')}`)
}
