// The budgets of docs/ARCHITECTURE.md: how long files may be, and which names say nothing.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const LONGEST = 300
const P95 = 200
const MEDIAN = 70
const DRAWERS = /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/i

const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', 'src'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file.endsWith('.ts'))
const lengths = files
  .map((file) => [readFileSync(file, 'utf8').split('\n').length - 1, file])
  .sort((a, b) => a[0] - b[0])
const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))][0]
const problems = [
  ...lengths.filter(([lines]) => lines > LONGEST).map(([lines, file]) => `${file}: ${lines} lines, at most ${LONGEST}`),
  ...files
    .filter((file) => DRAWERS.test(file))
    .map((file) => `${file}: a function lives with its noun, not in a drawer`),
  ...(at(0.95) > P95 ? [`95th percentile of file lengths is ${at(0.95)} lines, at most ${P95}`] : []),
  ...(at(0.5) > MEDIAN ? [`median file length is ${at(0.5)} lines, at most ${MEDIAN}`] : []),
]
for (const problem of problems) console.error(problem)
console.log(`${files.length} files, median ${at(0.5)} lines, 95th percentile ${at(0.95)}, longest ${at(1)}`)
process.exitCode = problems.length > 0 ? 1 : 0
