import MagicString from 'magic-string'
import type { TextEdit } from './fix-plan.ts'

/** The text with the edits made, the same edit twice counted once; what no edit covers stays as it is. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const edited = new MagicString(text)
  for (const { start, end, text: replacement } of distinctEdits(edits)) {
    if (start === end) edited.appendLeft(start, replacement)
    else if (replacement === '') edited.remove(start, end)
    else edited.overwrite(start, end, replacement)
  }
  return edited.toString()
}

/** The edits in the order of the text, each once. */
export function distinctEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  const known = new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.text}`, edit]))
  return [...known.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** A replacement for `[start, end)` with a space wherever two words would run into one: `return"a"`. */
export function spacedEdit(text: string, start: number, end: number, replacement: string): TextEdit {
  const isWord = (char: string | undefined) => char !== undefined && /[\w$]/.test(char)
  const before = isWord(text[start - 1]) && isWord(replacement[0]) ? ' ' : ''
  const after = isWord(text[end]) && isWord(replacement.at(-1)) ? ' ' : ''
  return { start, end, text: before + replacement + after }
}
