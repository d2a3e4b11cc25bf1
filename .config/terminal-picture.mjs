// Draws docs/images/blocked-commit.svg from a real run: a repository in a temporary folder, a mock token, a commit, our hook.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = join(root, 'dist', 'keywarden.cjs')
const COLORS = {
  30: '#484f58',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
}
const [CHAR, LINE, PAD] = [8.4, 18, 16]

const output = blockedCommit()
mkdirSync(join(root, 'docs', 'images'), { recursive: true })
writeFileSync(
  join(root, 'docs', 'images', 'blocked-commit.svg'),
  drawing(`$ git commit -m "Add upload client"\n${output}`),
)

function blockedCommit() {
  const folder = mkdtempSync(join(tmpdir(), 'keywarden-picture-'))
  try {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', FORCE_COLOR: '1', COLUMNS: '100', LC_ALL: 'C.UTF-8' }
    const git = (...args) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder, env })
    git('init', '--quiet')
    const explained = JSON.parse(
      execFileSync(process.execPath, [program, 'rules', 'explain', 'github-pat', '--format', 'json'], {
        encoding: 'utf8',
      }),
    )
    writeFileSync(
      join(folder, 'upload.js'),
      `import { Octokit } from 'octokit'\n\nconst api = new Octokit({ auth: '${explained.mock}' })\n`,
    )
    git('add', '--all')
    const { stdout, stderr } = spawnSync(process.execPath, [program, 'scan', '--staged', '--color'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    return stdout + stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function drawing(text) {
  const lines = text.trimEnd().split('\n').map(spansOf)
  const width = Math.ceil(
    Math.max(...lines.map((spans) => spans.reduce((sum, { text }) => sum + text.length, 0))) * CHAR + 2 * PAD,
  )
  const height = lines.length * LINE + 2 * PAD
  const rows = lines.map(
    (spans, i) =>
      `<text x="${PAD}" y="${PAD + (i + 0.75) * LINE}" xml:space="preserve">${spans.map(tspan).join('')}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>keywarden blocks a commit that holds a GitHub token</title>',
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">`,
    ...rows,
    '</g></svg>\n',
  ].join('\n')
}

/** Text and style of the pieces between escape sequences. */
function spansOf(line) {
  const spans = []
  let style = { color: null, isBold: false, isDim: false }
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1]
    if (codes === undefined) {
      if (part !== '') spans.push({ text: part, ...style })
      continue
    }
    for (const code of (codes || '0').split(';').map(Number)) style = styled(style, code)
  }
  return spans
}

function styled(style, code) {
  if (code === 0) return { color: null, isBold: false, isDim: false }
  if (code === 1) return { ...style, isBold: true }
  if (code === 2) return { ...style, isDim: true }
  if (code === 22) return { ...style, isBold: false, isDim: false }
  if (code === 39) return { ...style, color: null }
  return COLORS[code] ? { ...style, color: COLORS[code] } : style
}

function tspan({ text, color, isBold, isDim }) {
  const attributes = [color && `fill="${color}"`, isBold && 'font-weight="bold"', isDim && 'opacity="0.65"'].filter(
    Boolean,
  )
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return `<tspan ${attributes.join(' ')}>${escaped}</tspan>`
}
