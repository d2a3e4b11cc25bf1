// Writes the table of providers and rules in rules/README.md between its markers; with --check it only tells whether
// that is current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'smol-toml'

const folder = fileURLToPath(new URL('../rules/', import.meta.url))
const readme = `${folder}README.md`
const BEGIN = '<!-- rules: written by node .config/rules-table.mjs -->'
const END = '<!-- end of rules -->'

const files = readdirSync(folder).filter((name) => name.endsWith('.toml'))
const providers = files.map((name) => parse(readFileSync(folder + name, 'utf8')))
providers.sort((a, b) => a.provider.id.localeCompare(b.provider.id, 'en'))
const count = providers.reduce((sum, { rules }) => sum + rules.length, 0)
const table = [
  `${count} rules, ${providers.length} providers.`,
  '',
  '| provider | tags | rules |',
  '|---|---|---|',
  ...providers.map(
    ({ provider, rules }) =>
      `| [${cell(provider.name)}](${provider.url}) | ${provider.tags.join(', ')} | ${rules.map(({ id }) => `\`${id}\``).join(' ')} |`,
  ),
].join('\n')

const text = readFileSync(readme, 'utf8')
const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
if (begin < 0 || end < begin) throw new Error(`rules/README.md lacks the lines ${BEGIN} and ${END}`)
const current = `${text.slice(0, begin)}${BEGIN}\n${table}\n${text.slice(end)}`
if (process.argv.includes('--check')) {
  if (text !== current) console.error('rules/README.md is not current: run node .config/rules-table.mjs')
  process.exitCode = text === current ? 0 : 1
} else {
  writeFileSync(readme, current)
}

function cell(name) {
  return name.replaceAll('|', '\\|')
}
