// What the number of rules costs: the same scan with the rules of some sixty providers and with all of them.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { stagedChange } from './bench-hook.mjs'
import { middleTree } from './bench-tree.mjs'
import { compare, pairedRatio, printTable } from './measure.mjs'
import { bareNode, keywarden } from './programs.mjs'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const RULES = fileURLToPath(new URL('../../rules', import.meta.url))
const WRITER = fileURLToPath(new URL('../../src/commands/write-built-in-rules.ts', import.meta.url))
/** The providers that the most scanners cover. */
const FIRST = [
  ...['aws', 'github', 'gitlab', 'npm', 'sendgrid', 'slack', 'stripe', 'google', 'jwt', 'openai', 'anthropic'],
  ...['generic', 'huggingface', 'mailchimp', 'pypi', 'square', 'telegram', 'twilio', 'vault', 'artifactory'],
  ...['cloudflare', 'databricks', 'digitalocean', 'discord', 'docker', 'heroku', 'rubygems', 'shopify'],
  ...['url-credentials', 'bitbucket', 'doppler', 'dropbox', 'facebook', 'figma', 'grafana', 'groq', 'linear'],
  ...['mailgun', 'newrelic', 'notion', 'postman', 'salesforce', 'sonar', 'x-twitter', '1password', 'adobe', 'age'],
  ...['atlassian', 'brevo', 'dynatrace', 'mapbox', 'microsoft-teams', 'netlify', 'nuget', 'okta', 'perplexity'],
  ...['planetscale', 'sentry', 'supabase', 'terraform', 'private-key', 'azure'],
]

export async function benchRules(cache, rounds = 7) {
  const few = await distWith(cache, FIRST)
  const tree = await middleTree(cache)
  const scan = ['scan', tree.path, '--format', 'json']
  const trees = await compare([asFew(few, keywarden(scan)), { name: 'all rules', ...keywarden(scan) }], rounds)
  const speed = (result) => `${(tree.bytes / 1e6 / result.median).toFixed(1)} MB/s`
  const [fewTree, allTree] = [...trees.values()]
  printTable(`${tree.files} files, ${(tree.bytes / 1e6).toFixed(0)} MB (whole process, median)`, [
    [`${FIRST.length} providers`, speed(fewTree)],
    ['all rules', speed(allTree), `time x ${pairedRatio(allTree, fewTree).toFixed(3)}`],
  ])
  const repo = await stagedChange(cache)
  const hook = ['scan', '--staged']
  const hooks = await compare(
    [
      { name: 'node -e 0', ...bareNode(repo) },
      asFew(few, keywarden(hook, repo)),
      { name: 'all rules', ...keywarden(hook, repo) },
    ],
    rounds * 6,
  )
  const [, fewHook, allHook] = [...hooks.values()]
  const milliseconds = (seconds) => `${(seconds * 1000).toFixed(1)} ms`
  printTable('hook: 10 changed files (whole process)', [
    [`${FIRST.length} providers`, milliseconds(fewHook.median), `min ${milliseconds(fewHook.min)}`],
    ['all rules', milliseconds(allHook.median), `min ${milliseconds(allHook.min)}`],
    ['difference', milliseconds(allHook.median - fewHook.median), `min ${milliseconds(allHook.min - fewHook.min)}`],
  ])
}

/** The command with the rules of some providers; where its program lies. */
async function distWith(cache, providers) {
  const folder = join(cache, 'dist-few')
  const rules = join(cache, 'rules-few')
  for (const path of [folder, rules]) rmSync(path, { recursive: true, force: true })
  cpSync(DIST, folder, { recursive: true })
  mkdirSync(rules, { recursive: true })
  for (const file of readdirSync(RULES)) {
    if (providers.some((provider) => file === `${provider}.toml`)) cpSync(join(RULES, file), join(rules, file))
  }
  const compiler = join(folder, 'compile')
  const build = await rolldown({
    input: WRITER,
    platform: 'node',
    transform: { define: { __KEYWARDEN_VERSION__: '""' } },
  })
  await build.write({ dir: compiler, format: 'esm', entryFileNames: 'write.mjs' })
  await build.close()
  const { writeBuiltInRules } = await import(pathToFileURL(join(compiler, 'write.mjs')).href)
  await writeBuiltInRules(rules, join(folder, 'rules'))
  return join(folder, 'keywarden.cjs')
}

function asFew(program, { args: [, ...args], ...command }) {
  return { ...command, name: 'first providers', args: [program, ...args] }
}
