import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import type { Place } from '../tokens/place.ts'
import { lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type Fallback, type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/** https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html */
const SYNTAX: Syntax = {
  forms: [
    { ...lineComment('^__END__$'), closer: '\u0000' },
    { ...lineComment('^=begin\\b'), closer: /^=end\b[^\n]*/ },
    lineComment('#'),
    quoted(`<<[~-]?(?:[A-Z_]\\w*|"[^"\\n]+"|'[^'\\n]+')`, {
      closer: (opener) => new RegExp(`^[ \\t]*${/\w+/.exec(opener)?.[0]}\\b`),
      escape: 'none',
      reach: 'lines',
      flaw: 'is a here-document',
    }),
    quoted(String.raw`(?<![\w)\]} ])\s?%[qQwWiIrsx]?[(\[{<|!/]`, {
      closer: (opener) => PAIRS[opener.at(-1) ?? ''] ?? opener.at(-1) ?? '',
      reach: 'lines',
      flaw: 'is a % literal',
    }),
    quoted(String.raw`(?<=(?:[=(,\[{|&!~?:;]|^|\b(?:when|if|unless|and|or|not|in|return))[ \t]*)/(?=[^\s/=*])`, {
      closer: '/',
      flaw: 'is a regular expression',
    }),
    quoted('`', { flaw: 'is a command' }),
    quoted(`(?<!:):["']`, { closer: (opener) => opener.slice(1), flaw: 'is a symbol' }),
    quoted('"', { reach: 'lines', interpolation: /#[{@$]/ }),
    quoted("'", { reach: 'lines', interpolation: /\\/ }), // knows next to no escapes
  ],
}

const RUBY: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refuseRuby,
  lookup: (name, { quote }) => `ENV.fetch(${quote}${name}${quote})`,
  concatenation: ' + ',
  fallback,
  require: () => [],
}

/** A planner for Ruby. */
export function openRuby(file: SourceFile): Planner {
  return tokenPlanner(RUBY, file)
}

function refuseRuby({ before, after }: Place): Refusal | null {
  if (/["'][ \t]*(?:\\\r?\n\s*)?$/.test(before) || /^[ \t]*(?:\\\r?\n\s*)?["']/.test(after)) {
    return refuse('the literal is joined to the one beside it', BY_HAND)
  }
  if (/^:(?!:)/.test(after)) return refuse('the literal is a symbol that names a value', BY_HAND)
  if (/\bin\s+$/.test(before)) return refuse('a pattern has to be a literal', BY_HAND)
  if (/\b(?:require|require_relative|load)\s*\(?\s*$/.test(before))
    return refuse('the literal is a path of code', BY_HAND)
  return null
}

// ENV.fetch('X', '…')
function fallback({ file, token, after }: Place): Fallback | null {
  const head = /\bENV\.fetch\(\s*(["'])(\w+)\1(\s*,\s*)$/.exec(file.text.slice(0, token.start))
  if (head === null || !/^\s*\)/.test(after)) return null
  return { name: head[2] ?? '', edit: { start: token.start - (head[3]?.length ?? 0), end: token.end, text: '' } }
}
