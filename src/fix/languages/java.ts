import { BY_HAND, type Planner, type Refusal, refuse, type SourceFile } from '../fix-plan.ts'
import { openBrackets, type Place, statementStart } from '../tokens/place.ts'
import { blockComment, CHARACTER, lineComment, quoted, type Syntax } from '../tokens/syntax.ts'
import { type TokenLanguage, tokenPlanner } from '../tokens/token-planner.ts'

/** https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.5 */
const SYNTAX: Syntax = {
  forms: [
    lineComment('//'),
    blockComment(String.raw`/\*`, '*/'),
    quoted('"""', { reach: 'lines', flaw: 'is a text block' }),
    CHARACTER,
    quoted('"'),
  ],
}

const JAVA: TokenLanguage = {
  syntax: SYNTAX,
  refuse: refuseJava,
  lookup: (name) => `System.getenv("${name}")`,
  concatenation: ' + ',
  fallback: () => null,
  require: () => [],
}

/** A planner for Java. */
export function openJava(file: SourceFile): Planner {
  return tokenPlanner(JAVA, file)
}

function refuseJava({ before, after, file, token }: Place): Refusal | null {
  const { code } = file
  const outer = openBrackets(code, token.start)
  if (outer.some(({ bracket, index }) => bracket === '(' && /@[\w.]+\s*$/.test(code.slice(0, index)))) {
    return refuse(
      'the value of an annotation has to be a constant',
      'let the framework read the variable, as in "${NAME}"',
    )
  }
  if (/\bcase\s+(?:[^;{}]*,\s*)?$/.test(before) || /^\s*->/.test(after)) {
    return refuse('a case label has to be a constant', BY_HAND)
  }
  const statement = code.slice(statementStart(code, token.start), token.start)
  const name = /\bfinal\b[^=]*?(\w+)\s*=/.exec(statement)?.[1]
  if (name !== undefined && isUsedAsConstant(code, name)) {
    return refuse(`${name} is used where a constant is needed`, BY_HAND)
  }
  return null
}

function isUsedAsConstant(code: string, name: string): boolean {
  return new RegExp(`\\bcase\\s+(?:\\w+\\.)*${name}\\b|@[\\w.]+\\s*\\([^)]*\\b${name}\\b`).test(code)
}
