import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import { openBrackets, type Place, statementStart } from '../tokens/place.ts'
import { blockComment, CHARACTER, lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'

/** https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/lexical-structure#6456-string-literals */
const SYNTAX: Syntax = {
  forms: [
    lineComment('//'),
    blockComment(String.raw`/\*`, '*/'),
    quoted(String.raw`\$+"{3,}`, {
      closer: (opener) => opener.replace(/^\$+/, ''),
      escape: 'none',
      reach: 'lines',
      flaw: 'is an interpolated string',
    }),
    quoted('"{3,}', { closer: (opener) => opener, escape: 'none', reach: 'lines', flaw: 'is a raw string' }),
    quoted(String.raw`(?:\$@|@\$)"`, {
      closer: '"',
      escape: 'doubled',
      reach: 'lines',
      flaw: 'is an interpolated string',
    }),
    quoted(String.raw`\$"`, { closer: '"', flaw: 'is an interpolated string' }),
    quoted('@"', { closer: '"', escape: 'doubled', reach: 'lines' }),
    CHARACTER,
    quoted('"'),
  ],
}

const CSHARP: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refuseCSharp,
  lookup: (name, { file }) =>
    `${/^\s*(?:global\s+)?using\s+System\s*;/m.test(file.code) ? '' : 'System.'}Environment.GetEnvironmentVariable("${name}")`,
  concatenation: ' + ',
  fallback: () => null,
  require: () => [],
}

/** A planner for C#. */
export function openCSharp(file: SourceFile): Planner {
  return tokenPlanner(CSHARP, file)
}

function refuseCSharp({ before, after, file, token }: Place): Refusal | null {
  const { code } = file
  const [inner, ...outer] = openBrackets(code, token.start)
  const statement = code.slice(statementStart(code, token.start), token.start)
  if (/\bconst\b/.test(statement)) {
    return refuse(
      'a constant cannot be read from the environment',
      'make it static readonly, and run keywarden fix again',
    )
  }
  const isAttribute = [inner, ...outer].some(
    (open) => open?.bracket === '[' && /(?:^|[;{}\]\n(,])\s*$/.test(code.slice(0, open.index)),
  )
  if (isAttribute) return refuse('the argument of an attribute has to be a constant', BY_HAND)
  if (inner?.bracket === '(' && /[^=!<>]=\s*$/.test(before)) {
    return refuse('the default of a parameter has to be a constant', BY_HAND)
  }
  if (/\b(?:case|is|or|not)\s+$/.test(before) || /^\s*=>/.test(after)) {
    return refuse('a pattern has to be a constant', BY_HAND)
  }
  if (/^u8\b/.test(file.text.slice(token.end))) return refuse('the literal is a bytes literal', BY_HAND)
  return null
}
