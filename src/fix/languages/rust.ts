import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import { openBrackets, type Place, statementStart } from '../tokens/place.ts'
import { blockComment, CHARACTER, lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'

/** https://doc.rust-lang.org/reference/tokens.html#string-literals */
const SYNTAX: Syntax = {
  forms: [
    lineComment('//'),
    blockComment(String.raw`/\*`, '*/'),
    quoted(String.raw`(?<!\w)(?:br|cr)#*"`, {
      closer: closerOf,
      escape: 'none',
      reach: 'lines',
      flaw: 'is a bytes literal',
    }),
    quoted(String.raw`(?<!\w)[bc]"`, { closer: '"', reach: 'lines', flaw: 'is a bytes literal' }),
    quoted(String.raw`(?<!\w)r#*"`, { closer: closerOf, escape: 'none', reach: 'lines' }),
    CHARACTER,
    quoted('"', { reach: 'lines' }),
  ],
}

function closerOf(opener: string): string {
  return `"${'#'.repeat(opener.split('#').length - 1)}`
}

const OWNED = /^\s*\.(?:to_string|to_owned|into)\(\)/
const NEEDS_STATIC = 'make it a String, and run keywarden fix again; or read the variable at start-up and pass it on'

const RUST: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refuseRust,
  lookup: (name, place) => {
    const read = `std::env::var("${name}").expect("${name} is not set")`
    return isOwned(place) ? read : `&${read}`
  },
  concatenation: null,
  fallback: () => null,
  require: () => [],
}

/** A planner for Rust. */
export function openRust(file: SourceFile): Planner {
  return tokenPlanner(RUST, file)
}

/** True where the code makes a `String` of the literal at once. */
function isOwned({ before, after }: Place): boolean {
  return OWNED.test(after) || /\bString::from\(\s*$/.test(before)
}

function refuseRust(place: Place): Refusal | null {
  const { before, after, file, token } = place
  const { code } = file
  const outer = openBrackets(code, token.start)
  const heads = outer.map(({ index }) => code.slice(0, index))
  if (heads.some((head) => /#!?\[[^\]]*$/.test(head) || /#!?$/.test(head))) {
    return refuse('the literal is in an attribute', BY_HAND)
  }
  if (heads.some((head) => /\b(?!vec\b)\w+!\s*$/.test(head))) {
    return refuse('the literal is an argument of a macro, which may need it as it is written', BY_HAND)
  }
  const statement = code.slice(statementStart(code, token.start), token.start)
  if (/\b(?:const|static)\b/.test(statement)) {
    return refuse('a constant cannot be read from the environment', NEEDS_STATIC)
  }
  if (/^\s*(?:=>|\||if\b)/.test(after) || /\|\s*$/.test(before)) return refuse('a pattern has to be a literal', BY_HAND)
  if (isOwned(place)) return null
  const isLet = /\blet\s+(?:mut\s+)?\w+\s*(?::\s*&\s*str\s*)?=\s*$/.test(before) && /^\s*;/.test(after)
  const isArgument =
    outer[0]?.bracket === '(' && /\w\s*$/.test(heads[0] ?? '') && !/\b(?:Some|Ok|Err)\s*$/.test(heads[0] ?? '')
  return isLet || isArgument ? null : refuse("a &'static str is needed here", NEEDS_STATIC)
}
