// The figures of docs/generic-detection.md: the labelled corpus, people's passwords, noise in npm packages.
//
//   node test/bench/generic/evaluate.mjs CORPUS SCORER PACKAGES
//
// SCORER is the script that comes with the corpus.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importBundled } from './bundle.mjs'
import { filesBelow } from './corpus.mjs'

const [corpus, scorer, packages] = process.argv.slice(2)
const SAMPLE = 1000
const { openEngine } = await importBundled('engine.ts')
const { humanPassword, random, SYNTAXES } = await importBundled('human-passwords.ts')
const detect = await openEngine(fileURLToPath(new URL('../../../rules', import.meta.url)))

scoreCorpus()
scorePeople()
scorePackages()

function scoreCorpus() {
  const dir = mkdtempSync(join(tmpdir(), 'keywarden-bench-'))
  const findings = []
  for (const { path, content } of filesBelow(join(corpus, 'files'))) {
    for (const { rule, location } of detect(path, content)) {
      findings.push(JSON.stringify({ path, line: location.startLine, endLine: location.endLine, ruleId: rule.id }))
    }
  }
  writeFileSync(join(dir, 'findings.jsonl'), `${findings.join('\n')}\n`)
  const args = [scorer, join(corpus, 'labels.jsonl'), join(dir, 'findings.jsonl')]
  console.log(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout)
  rmSync(dir, { recursive: true })
}

function scorePeople() {
  for (const [syntax, write] of Object.entries(SYNTAXES)) {
    const next = random(99)
    const habits = new Map()
    for (let i = 0; i < SAMPLE; i++) {
      const { habit, value } = humanPassword(next, 1)
      const [path, text] = write(next, value)
      const [found = 0, all = 0] = habits.get(habit) ?? []
      habits.set(habit, [found + (detect(path, Buffer.from(text)).length > 0 ? 1 : 0), all + 1])
    }
    const found = [...habits.values()].reduce((sum, [hits]) => sum + hits, 0)
    const parts = [...habits].map(([habit, [hits, all]]) => `${habit} ${hits}/${all}`).join(', ')
    console.log(`people's passwords in ${syntax}: recall ${(found / SAMPLE).toFixed(3)} (${parts})`)
  }
}

function scorePackages() {
  let lines = 0
  let count = 0
  for (const { path, content } of filesBelow(packages)) {
    if (!content.subarray(0, 8000).includes(0)) lines += content.toString('latin1').split('\n').length - 1
    for (const { rule, location } of detect(path, content)) {
      if (!rule.id.startsWith('generic-')) continue
      count++
      console.log(`  ${rule.id} ${path}:${location.startLine}`)
    }
  }
  console.log(
    `packages: ${count} generic findings in ${lines} lines, ${((count / lines) * 100_000).toFixed(2)} in 100,000`,
  )
}
