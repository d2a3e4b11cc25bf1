// What `secrets run` adds to a command: whole processes, in turns with the command by itself.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, median, printTable } from './measure.mjs'
import { bareNode, keywarden } from './programs.mjs'

export async function benchRun(cache, rounds = 20) {
  const folder = join(cache, 'run')
  mkdirSync(folder, { recursive: true })
  const lines = Array.from({ length: 50 }, (_, i) => `SETTING_${i}=value-number-${i}\n`)
  writeFileSync(join(folder, '.env'), lines.join(''))
  const program = ['secrets', 'run', '--', process.execPath, '-e', '0']
  const results = await compare(
    [
      { name: 'node -e 0', ...bareNode(folder) },
      { name: 'keywarden secrets run -- node -e 0', ...keywarden(program, folder) },
    ],
    rounds,
  )
  const bare = results.get('node -e 0')
  const rows = [...results].map(([name, result]) => [
    name,
    `${(result.median * 1000).toFixed(1)} ms`,
    `min ${(result.min * 1000).toFixed(1)} ms`,
    `+ ${(median(result.seconds.map((seconds, i) => seconds - bare.seconds[i])) * 1000).toFixed(1)} ms`,
    `exit ${result.codes.join()}`,
  ])
  printTable(`secrets run: a .env of 50 keys, nothing fetched (whole process, ${rounds} rounds in turns)`, rows)
}
