// Audit: a history of published versions, a commit each, beside the bare stream of its objects and beside gitleaks.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fetchAll, versionsOf } from './fetch-packages.mjs'
import { compare, pairedRatio, printTable } from './measure.mjs'
import { HISTORY_PACKAGES } from './packages.mjs'
import { gitleaks, keywarden } from './programs.mjs'

export async function benchAudit(cache, rounds = 3) {
  const repo = await historyRepo(cache)
  const size = sizeOf(repo)
  const list = 'git rev-list --objects --no-object-names --all'
  const stream = `${list} | git cat-file --batch --buffer | cat >/dev/null`
  const rival = gitleaks()
  const results = await compare(
    [
      { name: 'bare stream of objects into a pipe', command: 'sh', args: ['-c', stream], cwd: repo },
      { name: 'keywarden audit', ...keywarden(['audit', '--format', 'json'], repo) },
      ...(rival
        ? [
            {
              name: 'gitleaks git',
              command: rival,
              args: ['git', '--no-banner', '--log-level', 'error', '--exit-code', '0', repo],
            },
          ]
        : []),
    ],
    rounds,
  )
  const bare = results.get('bare stream of objects into a pipe')
  const rows = [...results].map(([name, result]) => [
    name,
    `${result.median.toFixed(2)} s`,
    `${result.peak.toFixed(0)} MB`,
    `x ${pairedRatio(result, bare).toFixed(2)}`,
    `exit ${result.codes.join()}`,
  ])
  printTable(
    `audit: ${size.commits} commits, ${size.blobs} blobs, ${(size.bytes / 1e6).toFixed(0)} MB (whole process, median)`,
    rows,
  )
}

async function historyRepo(cache) {
  const repo = join(cache, 'history-repo')
  if (existsSync(repo)) return repo
  const staging = `${repo}.new`
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true })
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: staging })
  git('init', '--quiet')
  for (const { name, from, to } of HISTORY_PACKAGES) {
    const versions = await versionsOf(name, (version) => isBetween(version, from, to))
    const folders = await fetchAll(
      join(cache, 'packages'),
      versions.map((version) => [name, version]),
    )
    for (const [i, folder] of folders.entries()) {
      rmSync(join(staging, name), { recursive: true, force: true })
      cpSync(join(folder, 'package'), join(staging, name), { recursive: true })
      git('add', '--all', '--force')
      git('commit', '--quiet', '--no-verify', '--allow-empty', '--message', `${name} ${versions[i]}`)
    }
  }
  git('gc', '--quiet')
  renameSync(staging, repo)
  return repo
}

function isBetween(version, from, to) {
  const order = (text) => text.split('.').reduce((sum, part) => sum * 10_000 + Number(part), 0)
  return order(version) >= order(from) && order(version) <= order(to)
}

function sizeOf(repo) {
  const run = (command) => execFileSync('sh', ['-c', command], { cwd: repo, encoding: 'utf8', maxBuffer: 1 << 28 })
  const types = run("git cat-file --batch-all-objects --batch-check='%(objecttype) %(objectsize)'").trim().split('\n')
  const blobs = types.filter((line) => line.startsWith('blob')).map((line) => Number(line.slice(5)))
  return {
    commits: types.filter((line) => line.startsWith('commit')).length,
    blobs: blobs.length,
    bytes: blobs.reduce((a, b) => a + b, 0),
  }
}
