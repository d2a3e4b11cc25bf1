// The hook: `scan --staged` on a change of ten files, whole process, beside a bare Node and beside rivals.
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fetchAll } from './fetch-packages.mjs'
import { compare, pairedRatio, printTable } from './measure.mjs'
import { bareNode, gitleaks, keywarden } from './programs.mjs'

const CHANGED = 10
const PACKAGE = ['express', '4.21.2']

export async function benchHook(cache, rounds = 40) {
  const repo = await stagedChange(cache)
  const rival = gitleaks()
  const leaks = { command: rival, args: ['git', '--staged', '--no-banner', '--log-level', 'error', repo], cwd: repo }
  const results = await compare(
    [
      { name: 'node -e 0', ...bareNode(repo) },
      { name: 'keywarden scan --staged', ...keywarden(['scan', '--staged'], repo) },
      ...(rival ? [{ name: 'gitleaks git --staged', ...leaks }] : []),
    ],
    rounds,
  )
  const bare = results.get('node -e 0')
  const rows = [...results].map(([name, result]) => [
    name,
    `${(result.median * 1000).toFixed(1)} ms`,
    `min ${(result.min * 1000).toFixed(1)} ms`,
    `x ${pairedRatio(result, bare).toFixed(2)}`,
    `min x ${(result.min / bare.min).toFixed(2)}`,
    `exit ${result.codes.join()}`,
  ])
  printTable(`hook: ${CHANGED} changed files (whole process, ${rounds} rounds in turns)`, rows)
}

/** A repository in which ten files are changed and staged. */
export async function stagedChange(cache) {
  const [folder] = await fetchAll(join(cache, 'packages'), [PACKAGE])
  const repo = join(cache, 'hook-repo')
  rmSync(repo, { recursive: true, force: true })
  mkdirSync(repo, { recursive: true })
  cpSync(folder, repo, { recursive: true })
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: repo })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--no-verify', '--message', 'first')
  for (const file of filesBelow(repo).slice(0, CHANGED)) appendFileSync(file, '\n// one more line\n')
  git('add', '--all')
  return repo
}

function filesBelow(folder) {
  return readdirSync(folder)
    .filter((name) => name !== '.git')
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : path))
    .filter((path) => path.endsWith('.js'))
}
