// Tree scan: throughput on the unpacked source of npm packages, and the same tree under rivals.
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fetchAll } from './fetch-packages.mjs'
import { compare, pairedRatio, printTable } from './measure.mjs'
import { keywarden, rivals } from './programs.mjs'
import { TREE_PACKAGES } from './packages.mjs'

const LARGEST_RIVAL_TREE = 20_000

export async function benchTree(cache) {
  const folders = await fetchAll(join(cache, 'packages'), TREE_PACKAGES)
  const tree = join(cache, 'tree')
  const { files, bytes } = copySources(folders, tree)
  const commands = [
    { name: 'keywarden scan', ...keywarden(['scan', tree, '--format', 'json']) },
    ...rivals.tree(tree).filter(() => files <= LARGEST_RIVAL_TREE),
  ]
  const results = await compare(commands, 3)
  const ours = results.get('keywarden scan')
  const rows = [...results].map(([name, result]) => [
    name,
    `${result.median.toFixed(2)} s`,
    `${(bytes / 1e6 / result.median).toFixed(0)} MB/s`,
    `${result.peak.toFixed(0)} MB`,
    `x ${pairedRatio(result, ours).toFixed(2)}`,
  ])
  printTable(`tree of ${files} files, ${(bytes / 1e6).toFixed(1)} MB (whole process, median of 3)`, rows)
}

function copySources(folders, tree) {
  mkdirSync(tree, { recursive: true })
  let files = 0
  let bytes = 0
  const copy = (from, to) => {
    mkdirSync(to, { recursive: true })
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const [source, target] = [join(from, entry.name), join(to, entry.name)]
      if (entry.isDirectory()) copy(source, target)
      if (!entry.isFile()) continue
      copyFileSync(source, target)
      files++
      bytes += statSync(source).size
    }
  }
  for (const folder of folders) copy(folder, join(tree, folder.slice(folder.lastIndexOf('/') + 1)))
  return { files, bytes }
}
