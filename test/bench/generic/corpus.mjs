// The labelled corpus and folders of files, as the bench scripts read them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Labelled true in the data, yet not what a person would call a credential: the scores leave them out. */
const NOT_CREDENTIALS = new Set(
  'UUID|AWS S3 Bucket|Nonce|Salt|Firebase Domain|AWS Client ID|Tencent WeChat API App ID'.split('|'),
)

export const readJsonLines = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** `path` NUL `line` for every line of a label or a finding. */
export const placesOf = ({ path, line, endLine = line }) =>
  Array.from({ length: endLine - line + 1 }, (_, i) => `${path}\0${line + i}`)

/** The labels' true rows, and the places that are true, false and out of question. */
export function readLabels(corpus) {
  const labels = readJsonLines(join(corpus, 'labels.jsonl'))
  const isCredential = (row) => row.categories.some((category) => !NOT_CREDENTIALS.has(category))
  const truths = labels.filter((row) => row.label === 'T' && isCredential(row))
  return {
    truths,
    trueAt: new Set(truths.flatMap(placesOf)),
    ignoredAt: new Set(labels.filter((row) => row.label === 'T' && !isCredential(row)).flatMap(placesOf)),
    falseAt: new Set(labels.filter((row) => row.label !== 'T').flatMap(placesOf)),
  }
}

/** Path below `root` and bytes of every file of at most `largest` bytes. */
export function* filesBelow(root, largest = Number.POSITIVE_INFINITY, below = '') {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(root, largest, path)
    if (!entry.isFile()) continue
    const content = readFileSync(join(root, path))
    if (content.length <= largest) yield { path, content }
  }
}
