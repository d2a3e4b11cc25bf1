import { Secret } from '../../model/secret.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  plainPlanner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
  type TextEdit,
} from '../fix-plan.ts'
import { formName, isOneValue } from '../names/value-form.ts'
import { type ShellMode, type ShellStretch, scanShell } from './scan-shell.ts'

type Span = Pick<SecretSite, 'start' | 'end'>

/** A planner for scripts of the POSIX shell and of bash, zsh and ksh. */
export function openShell({ text }: SourceFile): Planner {
  const stretches = scanShell(text)
  return plainPlanner((site) => {
    const stretch = stretches.find(({ start, end }) => start <= site.start && site.end <= end)
    if (stretch === undefined) return refuse('the secret runs over several quotes', BY_HAND)
    const span = wholeValue(text, stretch, site)
    return refusalOf(stretch.mode, text.slice(span.start, span.end)) ?? lookupAt(text, stretch, span)
  })
}

function refusalOf(mode: ShellMode, value: string): Refusal | null {
  if (mode === 'comment') return refuse('the secret stands in a comment', 'delete it there')
  if (mode === 'raw-here') return refuse('the here-document is quoted, so nothing in it is replaced', BY_HAND)
  if (mode === 'ansi') return refuse("the literal is of the form $'…'", BY_HAND)
  if (mode !== 'single' && /[\\$`]/.test(value)) return refuse('the value has an expansion or an escape in it', BY_HAND)
  return null
}

/** An address or a connection string moves as a whole. */
function wholeValue(text: string, { mode, start, end }: ShellStretch, site: SecretSite): Span {
  if (mode === 'single' || mode === 'double') return isOneValue(text.slice(start, end)) ? { start, end } : site
  if (mode !== 'plain') return site
  const word = { start: site.start, end: site.end }
  while (word.start > start && /[^\s=;&|<>()]/.test(text[word.start - 1] ?? '')) word.start--
  while (word.end < end && /[^\s;&|<>()]/.test(text[word.end] ?? '')) word.end++
  return isOneValue(text.slice(word.start, word.end)) ? word : site
}

function lookupAt(text: string, stretch: ShellStretch, span: Span): Lookup {
  const before = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start)
  const value = text.slice(span.start, span.end)
  const fallback = stretch.mode === 'single' ? null : defaultOf(before, text, span)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: fallback?.name ?? '', assigned: namesBefore(before), form: formName(value) },
    neededBy: 'run',
    edits: (name) => [fallback?.name === name ? fallback.edit : editOf(text, stretch, span, name)],
  }
}

function editOf(text: string, { mode, start, end }: ShellStretch, span: Span, name: string): TextEdit {
  if (mode === 'plain') return { ...span, text: `"\${${name}}"` }
  if (mode !== 'single') return { ...span, text: `\${${name}}` }
  const isWhole = span.start === start && span.end === end && text[end] === "'"
  if (isWhole) return { start: start - 1, end: end + 1, text: `"\${${name}}"` }
  return { ...span, text: `'"\${${name}}"'` }
}

// "${API_KEY:-…}"
function defaultOf(
  before: string,
  text: string,
  span: Span,
): { readonly name: string; readonly edit: TextEdit } | null {
  const [head = '', name = ''] = /(?<=\$\{)(\w+):?-$/.exec(before) ?? []
  if (head === '' || text[span.end] !== '}') return null
  return { name, edit: { start: span.start - (head.length - name.length), end: span.end, text: '' } }
}

/** `export API_KEY='…'`, `--api-key …`, `-H "X-Api-Key: …"` */
function namesBefore(before: string): readonly string[] {
  const [, name] =
    /(?:^|[\s;(])([A-Za-z_]\w*)\+?=[^\s]*$/.exec(before) ?? /--([a-z][\w-]*)[ =]["']?$/i.exec(before) ?? []
  return name === undefined ? [] : [name]
}
