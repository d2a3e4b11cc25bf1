import type { ByteRange } from '../model/blob.ts'
import type { Match } from '../model/match.ts'
import { type CommentIndex, indexComments } from './comment-index.ts'
import { type Directive, findDirectives } from './find-directives.ts'
import { maskSpans } from './mask-spans.ts'
import { type AllowComment, readComment } from './read-comment.ts'

/** A comment that accepts a match. */
export interface InlineAllow {
  readonly kind: 'inline'
  /** The reason given, '' where none was; secrets in it are masked. */
  readonly reason: string
  /** Line of the comment. */
  readonly line: number
  /** The words that it uses: `gitleaks:allow`. */
  readonly spelling: string
}

/** A match and the comment that accepts it, null where none does. */
export interface JudgedMatch {
  readonly match: Match
  readonly inline: InlineAllow | null
}

/** Something to tell about a comment. Never repeats the comment: somebody may have put the secret there. */
export interface CommentNotice {
  readonly line: number
  readonly says: string
}

/** What the comments of a blob do to its matches. Those of a file in several segments are joined by `joinReadings`. */
export interface InlineReading {
  readonly matches: readonly JudgedMatch[]
  /** Comments beside a match that cannot accept it. */
  readonly notices: readonly CommentNotice[]
  /** Comments of our own spelling that accept nothing. */
  readonly unused: readonly CommentNotice[]
}

/** Decoded text of a blob; the offsets of its matches count from `content.start`. */
export interface DecodedText {
  readonly content: ByteRange
  /** Line feeds in the file before the content. */
  readonly linesBefore: number
}

/**
 * Decides which matches of a text a comment accepts. Words that stand inside a secret are part of it and accept nothing.
 * A comment accepts a secret of several lines from its first or last line.
 */
export function readInlineAllows(
  text: DecodedText,
  matches: readonly Match[],
  knownRules: ReadonlySet<string>,
): InlineReading {
  const directives = outsideSecrets(findDirectives(text.content, text.linesBefore), matches)
  const comments = withoutRepeats(directives.map((directive) => readComment(maskTail(directive, matches), knownRules)))
  const index = indexComments(comments)
  const used = new Set<AllowComment>()
  const failed = new Set<AllowComment>()
  const judged = matches.map((match) => ({ match, inline: judge(match, index, used, failed) }))
  return {
    matches: judged,
    notices: comments.filter((comment) => failed.has(comment)).map(tellFailed),
    unused: comments.filter((comment) => isOwn(comment) && !comment.flaw && !used.has(comment)).map(tellUnused),
  }
}

function outsideSecrets(directives: readonly Directive[], matches: readonly Match[]): readonly Directive[] {
  if (directives.length === 0) return directives
  const byStart = [...matches].sort((a, b) => a.start - b.start)
  let next = 0
  let reach = 0 // how far the secrets go that start before the directive's end
  return directives.filter(({ start, end }) => {
    for (let match = byStart[next]; match && match.start < end; match = byStart[++next]) {
      reach = Math.max(reach, match.end)
    }
    return reach <= start
  })
}

/** A minified line may repeat a comment thousands of times; the first does what all do. */
function withoutRepeats(comments: readonly AllowComment[]): readonly AllowComment[] {
  const first = new Map<string, AllowComment>()
  for (const comment of comments) {
    const { line, spelling, reach, start } = comment.directive
    const isBlock = reach === 'block-start' || reach === 'block-end'
    const key = `${isBlock ? start : line} ${spelling} ${comment.flaw} ${comment.names}`
    if (!first.has(key)) first.set(key, comment)
  }
  return [...first.values()]
}

/** A second secret on the line must not leave in the reason given for the first. */
function maskTail(directive: Directive, matches: readonly Match[]): Directive {
  const from = directive.end
  const to = from + directive.tail.length
  const spans = matches.filter((match) => match.start < to && match.end > from)
  return spans.length === 0 ? directive : { ...directive, tail: maskSpans(directive.tail, from, spans) }
}

function judge(
  match: Match,
  index: CommentIndex,
  used: Set<AllowComment>,
  failed: Set<AllowComment>,
): InlineAllow | null {
  const near = index.near(match)
  const sound = near.filter((comment) => !comment.flaw && comment.covers(match.rule))
  for (const comment of sound) used.add(comment)
  // our own first: it gives a reason
  const best = sound.find(isOwn) ?? sound[0]
  if (!best) {
    for (const comment of near) if (isWorthTelling(comment)) failed.add(comment)
    return null
  }
  return { kind: 'inline', reason: best.reason, line: best.directive.line, spelling: best.directive.spelling }
}

function isOwn(comment: AllowComment): boolean {
  return comment.directive.dialect === 'keywarden'
}

/** One of ours that is sound and names another rule is told as unused, or serves another match. */
function isWorthTelling(comment: AllowComment): boolean {
  return comment.flaw !== null || !isOwn(comment)
}

function tellFailed({ directive, flaw }: AllowComment): CommentNotice {
  const why = flaw ?? 'names a rule that does not cover the finding'
  const says = `${directive.spelling} ${why}, so it accepts nothing: write keywarden:allow RULE-ID and a reason`
  return { line: directive.line, says }
}

function tellUnused({ directive }: AllowComment): CommentNotice {
  return { line: directive.line, says: `${directive.spelling} accepts nothing here: remove it` }
}
