// Accuracy on labelled lines, beside what a user would pick instead, in one run and by the corpus' own script.
//
//   npm run bench -- accuracy CORPUS SCORER
//
// CORPUS holds labels.jsonl and files/; it lies outside every repository, and nothing of it is kept.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { placesOf, readJsonLines } from './generic/corpus.mjs'
import { printTable } from './measure.mjs'
import { scanners } from './scanners.mjs'

/** Scans the corpus with every scanner that the machine has, and prints scores, recall by category and where ours errs. */
export async function benchAccuracy(cache, corpus, scorer) {
  if (!corpus || !scorer) throw new Error('npm run bench -- accuracy CORPUS SCORER')
  const files = resolve(corpus, 'files')
  const labels = readJsonLines(join(corpus, 'labels.jsonl'))
  const scratch = mkdtempSync(join(tmpdir(), 'keywarden-bench-'))
  const scored = []
  for (const { name, version, scan } of scanners(cache, scratch)) {
    const findings = scan(files).filter(({ path }) => !path.startsWith('..'))
    const file = join(scratch, 'findings.jsonl')
    writeFileSync(file, findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''))
    const said = execFileSync(process.execPath, [scorer, join(corpus, 'labels.jsonl'), file], { encoding: 'utf8' })
    const figures = JSON.parse(/^credentials\s+(\{.*\})$/m.exec(said)[1])
    scored.push({ name: `${name} ${version()}`, findings, figures, reported: new Set(findings.flatMap(placesOf)) })
  }
  rmSync(scratch, { recursive: true })
  printScores(scored)
  printCategories(labels, scored)
  printErrors(labels, scored[0])
}

function printScores(scored) {
  const rows = scored.map(({ name, figures }) => [
    name,
    ...['precision', 'recall', 'f1', 'strictF1'].map((key) => figures[key].toFixed(3)),
    ...['found', 'falseHits', 'unlabelled'].map((key) => String(figures[key])),
  ])
  printTable('credentials row', [
    ['', 'precision', 'recall', 'F1', 'strict F1', 'found', 'false', 'unlabelled'],
    ...rows,
  ])
}

/** Of the true and of the false labels of each category, how many are reported. */
function printCategories(labels, scored) {
  for (const [title, isOfKind] of [
    ['true', ({ label }) => label === 'T'],
    ['false', ({ label }) => label !== 'T'],
  ]) {
    const rows = labels.filter(isOfKind)
    const names = [...new Set(rows.flatMap(({ categories }) => categories))]
    const lines = names
      .map((name) => rows.filter(({ categories }) => categories.includes(name)))
      .map((own, i) => [
        names[i],
        own.length,
        ...scored.map(({ reported }) => own.filter((row) => placesOf(row).some((place) => reported.has(place))).length),
      ])
      .sort((a, b) => b[1] - a[1])
    printTable(`labelled ${title}, by category`, [
      ['', 'all', ...scored.map(({ name }) => name)],
      ...lines.map((line) => line.map(String)),
    ])
  }
}

/** The places of our errors; to be looked up, for the values stay in the corpus. */
function printErrors(labels, { findings, reported }) {
  const trueAt = new Set(labels.filter(({ label }) => label === 'T').flatMap(placesOf))
  for (const row of labels) {
    if (row.label !== 'T' || placesOf(row).some((place) => reported.has(place))) continue
    console.log(`  missed  ${row.path}:${row.line}  ${row.categories.join(', ')}`)
  }
  for (const finding of findings) {
    if (placesOf(finding).some((place) => trueAt.has(place))) continue
    console.log(`  false   ${finding.path}:${finding.line}  ${finding.ruleId}`)
  }
}
