import { Secret } from '../../model/secret.ts'
import { spacedEdit } from '../apply-edits.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
  type TextEdit,
} from '../fix-plan.ts'
import { formName, isOneValue } from '../names/value-form.ts'
import { resolveEscapes } from './escapes.ts'
import { assignedNames, type Place, type ScannedFile } from './place.ts'
import { blankTokens, scanTokens } from './scan-tokens.ts'
import type { Syntax, Token } from './syntax.ts'

/** A literal that is the default of a lookup: `os.getenv("X", "…")`. */
export interface Fallback {
  readonly name: string
  /** Takes the default away and leaves the lookup. */
  readonly edit: TextEdit
}

/** What is to be known of a language whose literals are told by their tokens. */
export interface TokenLanguage {
  readonly syntax: Syntax
  /** Why the literal cannot become a lookup where it stands; null where it can. */
  readonly refuse: (place: Place) => Refusal | null
  readonly lookup: (name: string, place: Place) => string
  /** What joins a string to an expression; null where a part of a literal cannot be one. */
  readonly concatenation: string | null
  readonly fallback: (place: Place) => Fallback | null
  readonly require: (file: ScannedFile) => readonly TextEdit[] | Refusal
}

/** A planner for a file in such a language. */
export function tokenPlanner(language: TokenLanguage, source: SourceFile): Planner {
  const tokens = scanTokens(source.text, language.syntax)
  const file = { ...source, tokens, code: blankTokens(source.text, tokens) }
  return {
    find: (site) => find(language, file, site),
    require: () => language.require(file),
    isSound: (edited, edits) => isSound(language.syntax, file, edited, edits),
  }
}

function find(language: TokenLanguage, file: ScannedFile, site: SecretSite): Lookup | Refusal {
  const token = file.tokens.find(({ start, end }) => start <= site.start && site.end <= end)
  if (token === undefined) return refuse('the secret is not inside one string literal', BY_HAND)
  if (token.form.kind === 'comment') return refuse('the secret stands in a comment', 'delete it there')
  const place = placeOf(file, token)
  if (!('value' in place)) return place
  const refusal = language.refuse(place)
  if (refusal !== null) return refusal
  return isWhole(file.text, place, site) ? wholeLookup(language, place) : partLookup(language, place, site)
}

function placeOf(file: ScannedFile, token: Token): Place | Refusal {
  const { form, start, end, bodyStart, bodyEnd } = token
  if (form.flaw !== '') return refuse(`the literal ${form.flaw}`, BY_HAND)
  const body = file.text.slice(bodyStart, bodyEnd)
  if (form.interpolation?.test(body))
    return refuse('the literal is more than its characters: there is an expression or an escape in it', BY_HAND)
  const quote = file.text.slice(bodyEnd, end).slice(-1)
  const value = resolveEscapes(body, form.escape, quote)
  if (value === null) return refuse('the literal has escapes that other programs read otherwise', BY_HAND)
  return { file, token, value, quote, before: file.code.slice(0, start), after: file.code.slice(end) }
}

function isWhole(text: string, { value, token }: Place, { start, end }: SecretSite): boolean {
  return text.slice(start, end) === text.slice(token.bodyStart, token.bodyEnd).trim() || isOneValue(value)
}

function wholeLookup(language: TokenLanguage, place: Place): Lookup {
  const { token, file, value } = place
  const fallback = language.fallback(place)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: fallback?.name ?? '', assigned: namesBefore(file, token), form: formName(value) },
    neededBy: 'run',
    edits: (name) =>
      fallback?.name === name
        ? [fallback.edit]
        : [spacedEdit(file.text, token.start, token.end, language.lookup(name, place))],
  }
}

function partLookup(language: TokenLanguage, place: Place, site: SecretSite): Lookup | Refusal {
  const { token, file, value } = place
  const { concatenation } = language
  const body = file.text.slice(token.bodyStart, token.bodyEnd)
  const isPlain = body === value && !body.includes('\n') && token.bodyStart <= site.start && site.end <= token.bodyEnd
  if (concatenation === null || !isPlain) return refuse('the secret is only a part of the literal', BY_HAND)
  return {
    kind: 'lookup',
    value: new Secret(file.text.slice(site.start, site.end)),
    hint: { exact: '', assigned: namesBefore(file, token), form: '' },
    neededBy: 'run',
    edits: (name) => joined(place, site, language.lookup(name, place), concatenation),
  }
}

/** `"a § b"` → `("a " + lookup + " b")`; other secrets in the same literal leave the same brackets. */
function joined({ token, quote }: Place, site: SecretSite, lookup: string, concatenation: string): readonly TextEdit[] {
  const isFirst = site.start === token.bodyStart
  const isLast = site.end === token.bodyEnd
  const before = isFirst ? '' : quote + concatenation
  const after = isLast ? '' : concatenation + quote
  return [
    { start: token.start, end: token.start, text: '(' },
    { start: isFirst ? token.start : site.start, end: isLast ? token.end : site.end, text: before + lookup + after },
    { start: token.end, end: token.end, text: ')' },
  ]
}

function namesBefore({ text }: ScannedFile, { start }: Token): readonly string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  return assignedNames(text.slice(lineStart, start))
}

/** Comments and strings that no edit touches must still be what they were, in their order. */
function isSound(syntax: Syntax, { text, tokens }: ScannedFile, edited: string, edits: readonly TextEdit[]): boolean {
  const isTouched = ({ start, end }: Token) => edits.some((edit) => edit.start < end && edit.end > start)
  const kept = tokens.filter((token) => !isTouched(token)).map(({ start, end }) => text.slice(start, end))
  let next = 0
  for (const { start, end } of scanTokens(edited, syntax)) if (edited.slice(start, end) === kept[next]) next++
  return next === kept.length
}
