import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import { openBrackets, type Place, statementStart } from '../tokens/place.ts'
import { blockComment, lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type Fallback, type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'

/** https://www.php.net/manual/en/language.types.string.php */
const SYNTAX: Syntax = {
  forms: [
    { ...blockComment(String.raw`(?<![\s\S])(?!<\?)|\?>`, ''), closer: /<\?(?:php\b|=)/ },
    lineComment('//'),
    lineComment(String.raw`#(?!\[)`),
    blockComment(String.raw`/\*`, '*/'),
    quoted(`<<<[ \\t]*["']?[A-Za-z_]\\w*["']?`, {
      closer: (opener) => new RegExp(`^[ \\t]*${/\w+/.exec(opener)?.[0]}\\b`),
      escape: 'none',
      reach: 'lines',
      flaw: 'is a heredoc',
    }),
    quoted('`', { flaw: 'is a command' }),
    quoted('"', { reach: 'lines', interpolation: /\$[a-zA-Z_{]|\{\$/ }),
    quoted("'", { reach: 'lines', interpolation: /\\/ }), // knows next to no escapes
  ],
}

const CONSTANT_CONTEXT =
  /^\s*(?:#\[[^\]]*\]\s*)?(?:(?:abstract|final|public|private|protected|var|static|readonly)\b[^(]*|const\b[^(]*|case\b)/

const PHP: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refusePhp,
  lookup: (name, { file, quote }) => `${/\benv\(/.test(file.code) ? 'env' : 'getenv'}(${quote}${name}${quote})`,
  concatenation: ' . ',
  fallback,
  require: () => [],
}

/** A planner for PHP. */
export function openPhp(file: SourceFile): Planner {
  return tokenPlanner(PHP, file)
}

function refusePhp({ before, file, token }: Place): Refusal | null {
  const { code } = file
  const outer = openBrackets(code, token.start)
  if (outer.some(({ bracket, index }) => bracket === '[' && code[index - 1] === '#')) {
    return refuse('the argument of an attribute has to be a constant', BY_HAND)
  }
  const statement = code.slice(statementStart(code, token.start), token.start)
  if (CONSTANT_CONTEXT.test(statement)) {
    return refuse(
      'a constant or the default of a property has to be a constant',
      'set it in the constructor, or read it where it is used',
    )
  }
  const isParameter = outer.some(
    ({ bracket, index }) => bracket === '(' && /\b(?:function\b[^(]*|fn\s*)$/.test(code.slice(0, index)),
  )
  if (isParameter && /=\s*$/.test(before)) return refuse('the default of a parameter has to be a constant', BY_HAND)
  if (/\b(?:include|require)(?:_once)?\s*\(?\s*$/.test(before)) return refuse('the literal is a path of code', BY_HAND)
  return null
}

// env('X', '…')   getenv('X') ?: '…'
function fallback({ file, token, after }: Place): Fallback | null {
  const text = file.text.slice(0, token.start)
  const inCall = /\benv\(\s*(["'])(\w+)\1(\s*,\s*)$/.exec(text)
  const behind = /\bgetenv\(\s*(["'])(\w+)\1\s*\)(\s*(?:\?:|\?\?)\s*)$/.exec(text)
  const head = inCall !== null && /^\s*\)/.test(after) ? inCall : behind
  if (head === null) return null
  return { name: head[2] ?? '', edit: { start: token.start - (head[3]?.length ?? 0), end: token.end, text: '' } }
}
