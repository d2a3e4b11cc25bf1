import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { charRange, classSource, withBothCases } from './pattern/char-set.ts'

/** The expression with each letter written in both cases, so that it needs no flag `i`: `ab[c-e]` → `[Aa][Bb][C-Ec-e]`. */
export function caseInsensitiveSource(source: string): string {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {})
  const edits: { start: number; end: number; text: string }[] = []
  visitRegExpAST(pattern, {
    onCharacterEnter(node) {
      if (node.parent.type === 'CharacterClassRange') return
      const text = bothCases(node.value, node.value)
      if (text === '') return
      edits.push({ start: node.start, end: node.end, text: isInClass(node) ? text : `[${text}]` })
    },
    onCharacterClassRangeEnter(node) {
      const text = bothCases(node.min.value, node.max.value)
      if (text !== '') edits.push({ start: node.start, end: node.end, text })
    },
  })
  edits.sort((a, b) => b.start - a.start)
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source)
}

function isInClass(node: AST.Character): boolean {
  return node.parent.type === 'CharacterClass'
}

/** Inside of a class for both cases of the range, '' where it has no other case. */
function bothCases(first: number, last: number): string {
  const set = charRange(first, last)
  const both = withBothCases(set)
  return both === set ? '' : classSource(both)
}
