// Learns weights for the generic detector, beginning with those that are set by hand, and says whether they are worth
// more than those on repositories and packages that they have not seen.
//
//   node test/bench/generic/train.mjs CORPUS PACKAGES [--ridge N] [--write]
//
// CORPUS holds labels.jsonl and files/, PACKAGES unpacked npm packages: in them next to nothing is a secret. People's
// passwords are made up. `--write` replaces the weights by the learned ones.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importBundled } from './bundle.mjs'
import { filesBelow, placesOf, readLabels } from './corpus.mjs'
import { fitWithChoice, scoreRow } from './logistic.mjs'

const [corpus, packages, ...flags] = process.argv.slice(2)
const ridge = flags.includes('--ridge') ? Number(flags[flags.indexOf('--ridge') + 1]) : 6
const LARGEST = 1_000_000
const FEWEST = 6
const HUMAN = { count: 500, weight: 0.3 }
const WEIGHTS = new URL('../../../src/detect/generic/weights.json', import.meta.url)
const byHand = JSON.parse(readFileSync(WEIGHTS, 'utf8'))
const { candidatesOf } = await importBundled('candidates.ts')
const { humanPassword, random, SYNTAXES } = await importBundled('human-passwords.ts')
const labels = readLabels(corpus)

const labelled = readLabelled()
const harmless = readHarmless()
const human = readHuman()
const names = vocabularyOf()
const index = new Map(names.map((name, i) => [name, i]))
for (const row of [...labelled, ...harmless, ...human]) {
  row.indices = row.features.map((feature) => index.get(feature)).filter((i) => i !== undefined)
}
const hand = { bias: byHand.bias, weights: names.map((name) => byHand[name] ?? 0) }

const learned = fitWithChoice(
  trainingRows(() => true),
  hand,
  ridge,
)
print(
  'set by hand',
  labelled.map((row) => scoreRow(hand, row)),
)
printOthers(hand)
print(
  'learned, on what it has learned from',
  labelled.map((row) => scoreRow(learned, row)),
)
printOthers(learned)
const repositories = [...new Set(labelled.map((row) => row.repository))]
const unseen = new Map()
for (const repository of repositories) {
  const model = fitWithChoice(
    trainingRows((row) => row.repository !== repository),
    hand,
    ridge,
  )
  for (const row of labelled) if (row.repository === repository) unseen.set(row, scoreRow(model, row))
}
print(
  'learned, each repository by the others',
  labelled.map((row) => unseen.get(row)),
)
printUnseenPackages()
if (flags.includes('--write')) write(learned)

function readLabelled() {
  const rows = []
  for (const { path, content } of filesBelow(join(corpus, 'files'))) {
    for (const candidate of candidatesOf(path, content)) {
      const places = placesOf({ ...candidate, path })
      const isTrue = places.some((place) => labels.trueAt.has(place)) ? 1 : 0
      const isLabelled = isTrue || places.some((place) => labels.falseAt.has(place))
      const isIgnored = !isTrue && places.some((place) => labels.ignoredAt.has(place))
      const repository = path.slice(0, path.indexOf('/'))
      const weight = isIgnored ? 0 : isLabelled ? 1 : 0.5
      rows.push({ ...candidate, path, repository, places, place: places[0], isTrue, weight })
    }
  }
  return shareWeight(rows, (row) => row.repository)
}

function readHarmless() {
  const rows = new Map()
  for (const { path, content } of filesBelow(packages, LARGEST)) {
    for (const candidate of candidatesOf(path, content)) {
      const name = path.slice(0, path.indexOf('/'))
      rows.set(`${name}\0${candidate.key}\0${candidate.value}`, { ...candidate, package: name, isTrue: 0, weight: 1 })
    }
  }
  return shareWeight([...rows.values()], () => '')
}

function readHuman() {
  const next = random(1)
  return ['dotenv', 'yaml', 'json'].flatMap((syntax) =>
    Array.from({ length: HUMAN.count }, () => {
      const { value } = humanPassword(next, 0)
      const [path, text] = SYNTAXES[syntax](next, value)
      const candidates = candidatesOf(path, Buffer.from(text)).filter((candidate) => candidate.value === value)
      return candidates.map((candidate) => ({ ...candidate, isTrue: 1, weight: HUMAN.weight }))
    }).flat(),
  )
}

/** Rows of one kind in one place weigh the square root of their number together, not each their own. */
function shareWeight(rows, placeOf) {
  const kindOf = (row) => `${placeOf(row)}\0${row.features.join('\0')}`
  const counts = new Map()
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1)
  for (const row of rows) row.weight /= Math.sqrt(counts.get(kindOf(row)))
  return rows
}

function vocabularyOf() {
  const counts = new Map()
  for (const [rows, weight] of [
    [labelled, 1],
    [human, 1],
    [harmless, 0.05],
  ]) {
    for (const row of rows) for (const feature of row.features) counts.set(feature, (counts.get(feature) ?? 0) + weight)
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST)
    .map(([feature]) => feature)
    .sort()
}

function trainingRows(isWanted) {
  return [...labelled.filter((row) => row.weight > 0 && isWanted(row)), ...harmless, ...human]
}

/** Figures of the generic detector alone: what rules with a pattern find beside it is not in them. */
function print(title, scores) {
  const found = new Set()
  const falseHits = new Set()
  const unlabelled = new Set()
  labelled.forEach((row, i) => {
    if (scores[i] < 0) return
    for (const place of row.places) found.add(place)
    if (row.places.some((place) => labels.trueAt.has(place) || labels.ignoredAt.has(place))) return
    const isLabelled = row.places.some((place) => labels.falseAt.has(place))
    ;(isLabelled ? falseHits : unlabelled).add(row.place)
  })
  const hits = labels.truths.filter((row) => placesOf(row).some((place) => found.has(place))).length
  const recall = hits / labels.truths.length
  const f1 = (wrong) => (2 * hits) / (hits + wrong + labels.truths.length)
  console.log(
    `${title}: recall ${recall.toFixed(3)}, false ${falseHits.size}, unlabelled ${unlabelled.size},`,
    `F1 ${f1(falseHits.size).toFixed(4)}, strict ${f1(falseHits.size + unlabelled.size).toFixed(4)}`,
  )
}

function printOthers(model) {
  const share = human.filter((row) => scoreRow(model, row) >= 0).length / human.length
  const noise = harmless.filter((row) => scoreRow(model, row) >= 0).length
  console.log(`  people's passwords ${share.toFixed(3)}, distinct findings in packages ${noise}`)
}

/** Trained with one half of the packages, looked at in the other. */
function printUnseenPackages() {
  const half = new Set([...new Set(harmless.map((row) => row.package))].sort().filter((_, i) => i % 2 === 0))
  const seen = [
    ...labelled.filter((row) => row.weight > 0),
    ...harmless.filter((row) => half.has(row.package)),
    ...human,
  ]
  const model = fitWithChoice(seen, hand, ridge)
  const rest = harmless.filter((row) => !half.has(row.package))
  const count = (weights) => rest.filter((row) => scoreRow(weights, row) >= 0).length
  console.log(`distinct findings in unseen packages: by hand ${count(hand)}, learned ${count(model)}`)
}

function write({ bias, weights }) {
  const round = (weight) => Math.round(weight * 100) / 100
  const entries = names.map((name, i) => [name, round(weights[i])]).filter(([, weight]) => weight !== 0)
  writeFileSync(WEIGHTS, `${JSON.stringify({ bias: round(bias), ...Object.fromEntries(entries) }, null, 2)}\n`)
}
