import type { Match } from '../model/match.ts'
import { type Confidence, isAtLeastConfidence, type RulePart } from '../model/rule.ts'
import type { Text } from './decode-text.ts'

const LINE_FEED = 10

/** Where a part of a credential stands, and how a reader is told of it. */
interface FoundPart {
  readonly name: string
  readonly redacted: string
  readonly line: number
  /** Its own finding, which the credential's takes in; null where it has none. */
  readonly match: Match | null
}

/** A text and what of it is sought in. */
interface Surroundings {
  readonly text: Text
  readonly byRule: ReadonlyMap<string, readonly Match[]>
  /** Parts that a credential has already, which another takes only where there is no other. */
  readonly taken: Set<Match>
}

/**
 * One credential, one finding: a secret takes in the id that stands near it, names it, and is surer for it. An id
 * without a secret stays what it is. Matches come and go in ascending order.
 */
export function joinParts(text: Text, matches: readonly Match[]): readonly Match[] {
  if (matches.every(({ rule }) => rule.parts === undefined)) return matches
  const surroundings = { text, byRule: groupByRule(matches), taken: new Set<Match>() }
  const joined = matches.map((match) => [match, join(match, surroundings)] as const)
  return joined.flatMap(([match, whole]) => (surroundings.taken.has(match) ? [] : whole))
}

function join(match: Match, surroundings: Surroundings): Match {
  const parts = (match.rule.parts ?? []).flatMap((part) => {
    const found = part.rule === '' ? partInText(part, match, surroundings.text) : partByRule(part, match, surroundings)
    if (found?.match) surroundings.taken.add(found.match)
    return found ?? []
  })
  if (parts.length === 0) return match
  const reasons = parts.map(({ name, redacted, line }) => `with ${name} ${redacted} on line ${line}`)
  return { ...match, confidence: surer(match.confidence), reasons: [...match.reasons, ...reasons] }
}

/** A secret beside its id is hardly anything else; certain is what is proven. */
function surer(confidence: Confidence): Confidence {
  return isAtLeastConfidence(confidence, 'high') ? confidence : confidence === 'medium' ? 'high' : 'medium'
}

function partByRule(part: RulePart, match: Match, { byRule, taken }: Surroundings): FoundPart | null {
  const near = nearMatches(byRule.get(part.rule) ?? [], part, match).filter(
    (other) => other !== match && linesBetween(other, match) <= part.lines,
  )
  const free = near.filter((other) => !taken.has(other))
  const [found] = (free.length > 0 ? free : near).sort(
    (a, b) => linesBetween(a, match) - linesBetween(b, match) || a.start - b.start,
  )
  if (found === undefined) return null
  const { rule, secret, location } = found
  return { name: rule.description, redacted: secret.redacted, line: location.startLine, match: found }
}

/** Matches that lie within so many bytes; they ascend, so that few of many are looked at. */
function nearMatches(matches: readonly Match[], { chars }: RulePart, { start, end }: Match): readonly Match[] {
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] as Match).end >= start - chars) high = middle
    else low = middle + 1
  }
  const near: Match[] = []
  for (let i = low; i < matches.length && (matches[i] as Match).start <= end + chars; i++)
    near.push(matches[i] as Match)
  return near
}

function linesBetween({ location: a }: Match, { location: b }: Match): number {
  return Math.max(0, a.startLine - b.endLine, b.startLine - a.endLine)
}

/** The nearest place round the match at which the part's own expression matches. */
function partInText(part: RulePart, match: Match, { buffer, start, end }: Text): FoundPart | null {
  const from = Math.max(start, start + match.start - part.chars)
  const to = Math.min(end, start + match.end + part.chars)
  const window = buffer.toString('latin1', from, to)
  const own = { start: start + match.start - from, end: start + match.end - from }
  const found = [...window.matchAll(new RegExp(part.source, 'dg'))]
    .map(({ indices, index }) => indices?.groups?.['secret']?.[0] ?? index)
    .map((at) => ({ at, lines: lineFeeds(window, at, own) }))
    .filter(({ at, lines }) => Math.abs(lines) <= part.lines && (at < own.start || at >= own.end))
    .sort((a, b) => Math.abs(a.lines) - Math.abs(b.lines) || a.at - b.at)[0]
  if (found === undefined) return null
  const { startLine, endLine } = match.location
  const line = (found.lines < 0 ? startLine : endLine) + found.lines
  return { name: part.name, redacted: '****', line, match: null }
}

/** Line feeds from the match to `at`, below zero where that lies before it. */
function lineFeeds(window: string, at: number, own: { readonly start: number; readonly end: number }): number {
  const [from, to, sign] = at < own.start ? [at, own.start, -1] : [own.end, at, 1]
  let count = 0
  for (let i = from; i < to; i++) if (window.charCodeAt(i) === LINE_FEED) count++
  return count * sign
}

function groupByRule(matches: readonly Match[]): ReadonlyMap<string, readonly Match[]> {
  const groups = new Map<string, Match[]>()
  for (const match of matches) {
    const known = groups.get(match.rule.id)
    if (known === undefined) groups.set(match.rule.id, [match])
    else known.push(match)
  }
  return groups
}
