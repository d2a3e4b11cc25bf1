import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile, type TextEdit } from '../fix-plan.ts'
import { openBrackets, type Place, type ScannedFile } from '../tokens/place.ts'
import { blockComment, CHARACTER, lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'
import { lineFeedOf } from './line-feed.ts'

/** https://go.dev/ref/spec#String_literals */
const SYNTAX: Syntax = {
  forms: [
    lineComment('//'),
    blockComment(String.raw`/\*`, '*/'),
    quoted('`', { escape: 'none', reach: 'lines' }),
    CHARACTER,
    quoted('"'),
  ],
}

const GO: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refuseGo,
  lookup: (name, { file }) => `${osName(file)}.Getenv("${name}")`,
  concatenation: ' + ',
  fallback: () => null,
  require: requireOs,
}

/** A planner for Go. */
export function openGo(file: SourceFile): Planner {
  return tokenPlanner(GO, file)
}

function refuseGo({ before, file, token }: Place): Refusal | null {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const outer = openBrackets(file.code, token.start).map(({ index }) => file.code.slice(0, index))
  if (/^\s*const\b/.test(line) || outer.some((head) => /\bconst\s*$/.test(head))) {
    return refuse('a constant cannot be read from the environment', 'make it a var, and run keywarden fix again')
  }
  if (/^\s*import\b/.test(line) || outer.some((head) => /\bimport\s*$/.test(head))) {
    return refuse('the literal is an import path', BY_HAND)
  }
  if (file.text[token.start] === '`' && /[\w\])}]\s+$/.test(line) && !/\b(?:return|case)\s+$/.test(line)) {
    return refuse('the literal is the tag of a field', BY_HAND)
  }
  return null
}

/** The name that the package os has in the file: an import may rename it. */
function osName({ text }: ScannedFile): string {
  return /^\s*(?:import\s+)?(\w+)\s+"os"/m.exec(text)?.[1]?.replace(/^import$/, 'os') ?? 'os'
}

function requireOs(file: ScannedFile): readonly TextEdit[] | Refusal {
  const { code, text } = file
  const name = osName(file)
  if (name === '_' || new RegExp(`\\b${name}\\s*(?:,\\s*\\w+\\s*)?:?=[^=]`).test(code)) {
    return refuse(`the name ${name} stands for something else in this file`, BY_HAND)
  }
  if (/^\s*(?:import\s+)?(?:\w+\s+)?"os"/m.test(text)) return []
  const lineFeed = lineFeedOf(text)
  const block = /^import\s*\(\r?\n/m.exec(code)
  if (block !== null) return [inBlock(text, block.index + block[0].length, lineFeed)]
  const single = /^import\s+[^\n]*\n/m.exec(code)
  if (single !== null) {
    const isBefore = (/"([^"]*)"/.exec(text.slice(single.index))?.[1] ?? '') > 'os'
    const at = isBefore ? single.index : single.index + single[0].length
    return [{ start: at, end: at, text: `import "os"${lineFeed}` }]
  }
  const clause = /^package\s+\w+[^\n]*(?:\n|$)/m.exec(code)
  if (clause === null) return refuse('the file has no package clause', BY_HAND)
  const at = clause.index + clause[0].length
  return [{ start: at, end: at, text: `${lineFeed}import "os"${lineFeed}` }]
}

/** Where gofmt would have it: in order among the first paths. */
function inBlock(text: string, start: number, lineFeed: string): TextEdit {
  let at = start
  for (let end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
    const path = /^\s*(?:[\w.]+\s+)?"([^"]+)"/.exec(text.slice(at, end))?.[1]
    if (path === undefined || path > 'os') break
    at = end + 1
  }
  return { start: at, end: at, text: `\t"os"${lineFeed}` }
}
