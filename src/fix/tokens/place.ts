import type { SourceFile } from '../fix-plan.ts'
import type { Token } from './syntax.ts'

/** A file whose comments and strings are known. */
export interface ScannedFile extends SourceFile {
  readonly tokens: readonly Token[]
  /** The text with comments and the inside of strings blanked out. */
  readonly code: string
}

/** A string literal and what stands round it. */
export interface Place {
  readonly file: ScannedFile
  readonly token: Token
  /** What the program sees; escapes resolved. */
  readonly value: string
  /** The literal's own quote: `"` or `'`. */
  readonly quote: string
  /** Code of the same statement before the literal, comments and strings blanked. */
  readonly before: string
  /** Code behind the literal, comments and strings blanked. */
  readonly after: string
}

/** The unmatched opening brackets before `at`, the innermost first, and where they stand. */
export function openBrackets(
  code: string,
  at: number,
): readonly { readonly bracket: string; readonly index: number }[] {
  const open: { bracket: string; index: number }[] = []
  let closed = 0
  for (let index = at - 1; index >= 0; index--) {
    const char = code[index] ?? ''
    if (')]}'.includes(char)) closed++
    else if ('([{'.includes(char)) {
      if (closed > 0) closed--
      else open.push({ bracket: char, index })
    }
  }
  return open
}

/** Where the statement that `at` stands in begins, in a language that ends statements with `;`, `{` or `}`. */
export function statementStart(code: string, at: number): number {
  let depth = 0
  for (let index = at - 1; index >= 0; index--) {
    const char = code[index] ?? ''
    if (char === ')' || char === ']') depth++
    else if (char === '(' || char === '[') depth = Math.max(0, depth - 1)
    else if (depth === 0 && (char === ';' || char === '{' || char === '}')) return index + 1
  }
  return 0
}

const ASSIGNMENT = /([\w$@.:\->[\]"']*[\w"'\])])\s*(?::\s*&?['\w. ]+)?\s*(?:=>|:=|\+?=|:)\s*&?\(?\s*$/

/** The name that a literal is given to by the code before it, outer parts first; empty where it is given to none. */
export function assignedNames(before: string): readonly string[] {
  // config.db.password = |  $token = |  'api-key' => |  API_KEY: &str = |  key := |  password=|
  const [, target = ''] = ASSIGNMENT.exec(before.slice(-200)) ?? []
  return (target.match(/[A-Za-z_][\w-]*/g) ?? []).slice(-3)
}
