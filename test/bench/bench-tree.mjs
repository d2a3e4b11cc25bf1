// Tree scan: throughput on the unpacked source of npm packages, and a tree of 17,000 files beside rivals.
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchAll } from './fetch-packages.mjs'
import { compare, pairedRatio, printTable } from './measure.mjs'
import { TREE_PACKAGES } from './packages.mjs'
import { gitleaks, keywarden, secretlint } from './programs.mjs'

const RIVAL_FILES = 17_000
const SMALL_FILES = 1_500

export async function benchTree(cache, rounds = 3) {
  const folders = await fetchAll(join(cache, 'packages'), TREE_PACKAGES)
  const large = buildTree(join(cache, 'tree-large'), folders, Number.POSITIVE_INFINITY)
  report(`${describe(large)} in one tree`, large, await compare([ours(large)], rounds))

  const middle = await middleTree(cache)
  const rival = gitleaks()
  const leaks = rival && {
    name: 'gitleaks dir',
    command: rival,
    args: ['dir', middle.path, '--no-banner', '--log-level', 'error', '--exit-code', '0'],
  }
  report(
    `${describe(middle)}, beside gitleaks`,
    middle,
    await compare([ours(middle), ...(leaks ? [leaks] : [])], rounds),
  )

  const small = buildTree(join(cache, 'tree-small'), folders, SMALL_FILES)
  const lint = secretlint(cache)
  writeFileSync(join(lint.folder, '.secretlintrc.json'), lint.rules)
  const linted = {
    name: 'secretlint',
    command: process.execPath,
    args: [lint.bin, '--secretlintrc', join(lint.folder, '.secretlintrc.json'), '**/*'],
    cwd: small.path,
    env: { NODE_PATH: join(lint.folder, 'node_modules') },
  }
  report(`${describe(small)}, beside secretlint`, small, await compare([ours(small), linted], rounds))
}

/** A tree of as many files as rivals are compared on. */
export async function middleTree(cache) {
  const folders = await fetchAll(join(cache, 'packages'), TREE_PACKAGES)
  return buildTree(join(cache, 'tree-17k'), folders, RIVAL_FILES)
}

function ours({ path }) {
  return { name: 'keywarden scan', ...keywarden(['scan', path, '--format', 'json']) }
}

function describe({ files, bytes }) {
  return `${files} files, ${(bytes / 1e6).toFixed(1)} MB`
}

function report(title, { bytes }, results) {
  const [ours] = [...results.values()]
  const rows = [...results].map(([name, result]) => [
    name,
    `${result.median.toFixed(2)} s`,
    `${(bytes / 1e6 / result.median).toFixed(0)} MB/s`,
    `${result.peak.toFixed(0)} MB`,
    `x ${pairedRatio(result, ours).toFixed(2)}`,
    `exit ${result.codes.join()}`,
  ])
  printTable(`${title} (whole process, median)`, rows)
}

/** Copies packages until there are `limit` files. */
function buildTree(path, folders, limit) {
  rmSync(path, { recursive: true, force: true })
  const tree = { path, files: 0, bytes: 0 }
  for (const folder of folders) {
    if (tree.files >= limit) break
    const target = join(path, folder.slice(folder.lastIndexOf('/') + 1))
    mkdirSync(target, { recursive: true })
    cpSync(folder, target, { recursive: true, filter: (source) => take(source, tree, limit) })
  }
  return tree
}

function take(source, tree, limit) {
  const stat = statSync(source)
  if (stat.isDirectory()) return readdirSync(source).length > 0
  if (tree.files >= limit) return false
  tree.files++
  tree.bytes += stat.size
  return true
}
