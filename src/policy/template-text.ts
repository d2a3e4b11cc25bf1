import { effectiveEntries } from '../dotenv/effective-entries.ts'
import { type EnvEntry, readEnv } from '../dotenv/read-env.ts'
import { holdsSecret } from './holds-secret.ts'
import { isPlaceholder } from './placeholder.ts'

/** Shortest value that a comment must not repeat: shorter ones are in every other sentence. */
const SHORTEST_TOLD = 4

/** `# OLD_TOKEN=…`: what is commented out was a value once. */
const COMMENTED_OUT = /^(\s*#+\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=).*$/

/**
 * The template of an env file: its keys in their order with its comments, and no value. Comments that repeat a value
 * are left out, as is what is neither comment nor assignment: it may be the rest of a value.
 */
export function templateOf(env: string): string {
  const entries = readEnv(env)
  const isTelling = createTelling(entries)
  const lineFeed = lineFeedOf(env)
  const listed = new Set<string>()
  const lines: string[] = []
  let at = 0
  for (const entry of entries) {
    lines.push(...commentLines(env.slice(at, entry.start), isTelling))
    at = entry.end
    if (listed.has(entry.key)) continue
    listed.add(entry.key)
    const comment = entry.comment === '' || isTelling(entry.comment) ? '' : ` # ${entry.comment}`
    lines.push(`${entry.isExported ? 'export ' : ''}${entry.key}=${comment}`)
  }
  lines.push(...commentLines(env.slice(at), isTelling))
  while (lines.at(-1) === '') lines.pop()
  return lines.length === 0 ? '' : lines.join(lineFeed) + lineFeed
}

/**
 * A template with further keys, each where the env file has it, with the comment above it; every line that is there
 * stays. Keys that the env file has not come to the end.
 * @param env what `templateOf` makes of the env file; '' where there is none
 */
export function extendTemplate(template: string, env: string, keys: readonly string[]): string {
  const lineFeed = lineFeedOf(template === '' ? env : template)
  const order = readEnv(env)
  let text = template
  for (const key of keys) {
    const listed = effectiveEntries(text)
    if (listed.has(key)) continue
    const index = order.findIndex((entry) => entry.key === key)
    const block = index < 0 ? [`${key}=`] : blockOf(env, order, index)
    const extended = insertLines(text, placeOf(text, order, index), block, lineFeed)
    text = adds(text, extended, key) ? extended : insertLines(text, text.length, [`${key}=`], lineFeed)
  }
  return text
}

/** A quote that is open in the template may swallow a comment, or be closed by it. */
function adds(text: string, extended: string, key: string): boolean {
  const before = readEnv(text).map((entry) => JSON.stringify([entry.key, entry.value]))
  const after = readEnv(extended)
    .filter((entry) => entry.key !== key)
    .map((entry) => JSON.stringify([entry.key, entry.value]))
  return effectiveEntries(extended).has(key) && before.join() === after.join()
}

/** Behind the nearest key before it that the text has, else above the nearest behind it, else at the end. */
function placeOf(text: string, order: readonly EnvEntry[], index: number): number {
  const listed = effectiveEntries(text)
  const before = order.slice(0, Math.max(index, 0)).findLast(({ key }) => listed.has(key))
  if (before !== undefined) return listed.get(before.key)?.end ?? text.length
  const behind = index < 0 ? undefined : order.slice(index + 1).find(({ key }) => listed.has(key))
  return behind === undefined ? text.length : startOfBlock(text, listed.get(behind.key)?.start ?? text.length)
}

/** Where the comment begins that stands right above a line. */
function startOfBlock(text: string, line: number): number {
  let start = line
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1
    if (above === start || !text.slice(above, start).trimStart().startsWith('#')) return start
    start = above
  }
}

/** The line of a key and the comment that stands right above it. */
function blockOf(env: string, order: readonly EnvEntry[], index: number): readonly string[] {
  const entry = order[index]
  if (entry === undefined) return []
  const above = env
    .slice(order[index - 1]?.end ?? 0, entry.start)
    .split(/\r?\n/)
    .slice(0, -1)
  const comments = above.slice(above.findLastIndex((line) => !line.trimStart().startsWith('#')) + 1)
  return [...comments, env.slice(entry.start, entry.end).trimEnd()]
}

function insertLines(text: string, place: number, lines: readonly string[], lineFeed: string): string {
  const before = text.slice(0, place)
  const gap = before === '' || before === '\ufeff' || before.endsWith('\n') ? '' : lineFeed
  return `${before}${gap}${lines.join(lineFeed)}${lineFeed}${text.slice(place)}`
}

function commentLines(text: string, isTelling: (comment: string) => boolean): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop() // behind the last line feed
  return lines
    .filter((line) => line.trim() === '' || line.trimStart().startsWith('#'))
    .map((line) => line.replace(COMMENTED_OUT, '$1').trimEnd())
    .filter((line) => !isTelling(line))
}

/** Ordinary words are values too, `development`, and comments may well have them. */
function createTelling(entries: readonly EnvEntry[]): (comment: string) => boolean {
  const told = entries.flatMap((entry) => {
    const lines = entry.value.split('\n').map((line) => line.trim())
    return lines.filter((line) => line.length >= SHORTEST_TOLD && (holdsSecret(entry) || !isPlaceholder(line)))
  })
  return (comment) => told.some((value) => comment.includes(value))
}

function lineFeedOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}
