import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile, type TextEdit } from '../fix-plan.ts'
import { openBrackets, type Place, type ScannedFile } from '../tokens/place.ts'
import { lineComment, quoted, type Syntax, type TokenForm } from '../tokens/syntax.ts'
import { type Fallback, type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'
import { lineFeedOf } from './line-feed.ts'

const TRIPLE = `(?:"""|''')`
const closer = (opener: string) => opener.replace(/^[a-zA-Z]+/, '')

/** https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals */
const SYNTAX: Syntax = {
  forms: [
    lineComment('#'),
    ...prefixed('(?:[fFtT][rR]?|[rR][fFtT])', 'is an f-string'),
    ...prefixed('(?:[bB][rR]?|[rR][bB])', 'is a bytes literal'),
    ...prefixed('[rR]', '').map((form) => ({ ...form, interpolation: /\\/ })),
    quoted(`(?:(?<!\\w)[uU])?${TRIPLE}`, { closer, reach: 'lines' }),
    quoted(`(?:(?<!\\w)[uU])?["']`, { closer }),
  ],
}

function prefixed(prefix: string, flaw: string): readonly TokenForm[] {
  return [
    quoted(`(?<!\\w)${prefix}${TRIPLE}`, { closer, reach: 'lines', flaw }),
    quoted(`(?<!\\w)${prefix}["']`, { closer, flaw }),
  ]
}

const PYTHON: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refusePython,
  lookup: (name, { quote }) => `os.environ[${quote}${name}${quote}]`,
  concatenation: ' + ',
  fallback,
  require: requireOs,
}

/** A planner for Python. */
export function openPython(file: SourceFile): Planner {
  return tokenPlanner(PYTHON, file)
}

function refusePython({ before, after, file, token }: Place): Refusal | null {
  if (/["']\s*(?:\\\r?\n\s*)?$/.test(before) && isAdjacent(before, file, token.start)) {
    return refuse('the literal is joined to the one before it', BY_HAND)
  }
  if (/^\s*(?:\\\r?\n\s*)?(?:\w{0,2})?["']/.test(after) && isAdjacentAfter(after, file, token.end)) {
    return refuse('the literal is joined to the one behind it', BY_HAND)
  }
  if (/\bcase\s+(?:.*\|\s*)?$/.test(lineOf(before))) return refuse('a case pattern has to be a literal', BY_HAND)
  if (/\bLiteral\[[^\]]*$/.test(before)) return refuse('the literal is a type', BY_HAND)
  if (
    /(?:^|\n)\s*$/.test(before) &&
    /^[ \t]*(?:#|;|\r?\n|$)/.test(after) &&
    openBrackets(file.code, token.start).length === 0
  ) {
    return refuse('the literal is a docstring or a statement of its own', 'delete the secret there')
  }
  return null
}

/** A line feed ends a statement, but not within brackets. */
function isAdjacent(before: string, { code }: ScannedFile, at: number): boolean {
  const gap = /\s*(?:\\\r?\n\s*)?$/.exec(before)?.[0] ?? ''
  return !gap.includes('\n') || gap.includes('\\') || openBrackets(code, at).length > 0
}

function isAdjacentAfter(after: string, { code }: ScannedFile, at: number): boolean {
  const gap = /^\s*(?:\\\r?\n\s*)?/.exec(after)?.[0] ?? ''
  return !gap.includes('\n') || gap.includes('\\') || openBrackets(code, at).length > 0
}

function lineOf(before: string): string {
  return before.slice(before.lastIndexOf('\n') + 1)
}

// os.environ.get("X", "…")   os.getenv("X", "…")
function fallback({ file, token, after }: Place): Fallback | null {
  const head = /\bos\.(?:environ\.get|getenv)\(\s*(["'])(\w+)\1(\s*,\s*)$/.exec(file.text.slice(0, token.start))
  if (head === null || !/^\s*\)/.test(after)) return null
  return { name: head[2] ?? '', edit: { start: token.start - (head[3]?.length ?? 0), end: token.end, text: '' } }
}

function requireOs(file: ScannedFile): readonly TextEdit[] | Refusal {
  const { code } = file
  if (/^(?:import|from)\b[^\n]*\bas os\b|^[ \t]*(?:os\s*(?::[^=\n]*)?=[^=]|(?:def|class) os\b)/m.test(code)) {
    return refuse('the name os stands for something else in this file', BY_HAND)
  }
  if (/^import\s+(?:[^\n#]*,\s*)?os\s*(?:,|;|\r?$|#)/m.test(code)) return []
  const at = importPlace(file)
  const lineFeed = lineFeedOf(file.text)
  const isOpenLine = at > 0 && !/[\n\ufeff]/.test(file.text[at - 1] ?? '')
  return [{ start: at, end: at, text: `${isOpenLine ? lineFeed : ''}import os${lineFeed}${gapAfter(file, at)}` }]
}

/** In order among the first imports that are not from `__future__`; else behind comments at the top and the docstring. */
function importPlace({ code, text, tokens }: ScannedFile): number {
  const future = [...code.matchAll(/^from __future__ import (?:\([^)]*\)|[^\n]*)(?:\n|$)/gm)].at(-1)
  const floor = future === undefined ? headEnd(text, code, tokens) : future.index + future[0].length
  const first = /^(?:import|from)\s/gm
  first.lastIndex = floor
  let at = first.exec(code)?.index ?? floor
  for (let end = code.indexOf('\n', at); end >= 0; end = code.indexOf('\n', at)) {
    const name = /^import\s+([\w.]+)/.exec(code.slice(at, end))?.[1]
    if (name === undefined || name > 'os') break
    at = end + 1
  }
  return at
}

function headEnd(text: string, code: string, tokens: ScannedFile['tokens']): number {
  const comments = /^\ufeff?(?:[ \t]*#[^\n]*(?:\n|$)|[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0
  const docstring = tokens.find(({ form, start }) => form.kind === 'string' && start >= comments)
  if (docstring === undefined || code.slice(comments, docstring.start).trim() !== '') return leadingComments(text)
  const lineEnd = text.indexOf('\n', docstring.end)
  return lineEnd < 0 ? text.length : lineEnd + 1
}

/** Behind the shebang and the comments that touch it, before comments that belong to what follows. */
function leadingComments(text: string): number {
  return /^\ufeff?(?:#[^\n]*(?:\n|$))*/.exec(text)?.[0].length ?? 0
}

/** An import that comes to stand before plain code is set off from it. */
function gapAfter({ code, text }: ScannedFile, at: number): string {
  const isAmongImports =
    /^(?:import|from)\s/.test(code.slice(at)) || /(?:^|\n)(?:import|from)\s[^\n]*\n$/.test(code.slice(0, at))
  return isAmongImports || /^(?:\s*$|\r?\n)/.test(text.slice(at)) ? '' : lineFeedOf(text)
}
