import { ANCHOR, type AnchorIndex } from './anchor-index.ts'
import type { ValueForm } from './value-forms.ts'

/** Places of a form that are weighed against each other. */
const CANDIDATES = 8

/** Eight bytes of a form by which it is found. */
export interface Anchor {
  /** Number of the spelling that they stand in, ALL where every spelling leaves them as they are. */
  readonly spelling: number
  /** Where they stand: in characters of the form's base where they stand in every spelling, else in bytes of the spelling. */
  readonly place: number
  readonly low: number
  readonly high: number
}

/** Stands for every spelling of a form. */
export const ALL = -1

/**
 * As few anchors as find every spelling of a form: one where eight characters in a row are written alike in all of them,
 * else one for each. Among several places that is taken which no other value has and which looks least like words.
 */
export function chooseAnchors(form: ValueForm, index: AnchorIndex): readonly Anchor[] {
  const { base, encoding, spellings, inert } = form
  if (base.length < ANCHOR) return []
  if (inert === null) {
    const bytes = Buffer.from(base, encoding)
    return [{ spelling: ALL, ...anchorIn(bytes, places(bytes.length), index) }]
  }
  const places_ = inertPlaces(base, inert)
  if (places_.length > 0) return [{ spelling: ALL, ...anchorIn(Buffer.from(base, 'latin1'), places_, index) }]
  const seen = new Set<string>()
  return spellings.flatMap(({ spell }, spelling) => {
    const spelled = spell(base)
    if (seen.has(spelled)) return []
    seen.add(spelled)
    const bytes = Buffer.from(spelled, encoding)
    return [{ spelling, ...anchorIn(bytes, places(bytes.length), index) }]
  })
}

/** Starts of eight characters that are all inert; with characters outside Latin-1 the places are still those in `base`. */
function inertPlaces(base: string, inert: RegExp): readonly number[] {
  const starts: number[] = []
  let run = 0
  for (let at = 0; at < base.length; at++) {
    run = inert.test(base[at] as string) ? run + 1 : 0
    if (run >= ANCHOR) starts.push(at - ANCHOR + 1)
  }
  return spread(starts)
}

function places(length: number): readonly number[] {
  return spread(Array.from({ length: length - ANCHOR + 1 }, (_, place) => place))
}

function spread(all: readonly number[]): readonly number[] {
  if (all.length <= CANDIDATES) return all
  return Array.from(
    { length: CANDIDATES },
    (_, i) => all[Math.floor((i * (all.length - 1)) / (CANDIDATES - 1))] as number,
  )
}

function anchorIn(bytes: Buffer, candidates: readonly number[], index: AnchorIndex): Omit<Anchor, 'spelling'> {
  let best: Omit<Anchor, 'spelling'> | null = null
  let most = -1
  for (const place of candidates) {
    const low = bytes.readInt32LE(place)
    const high = bytes.readInt32LE(place + 4)
    const score = variety(bytes, place) + (index.has(low, high) ? 0 : 2 * ANCHOR)
    if (score <= most) continue
    most = score
    best = { place, low, high }
  }
  return best ?? { place: 0, low: bytes.readInt32LE(0), high: bytes.readInt32LE(4) }
}

/** Bytes that are no small letter: words have few. */
function variety(bytes: Buffer, place: number): number {
  let count = 0
  for (let at = place; at < place + ANCHOR; at++)
    if ((bytes[at] as number) < 0x61 || (bytes[at] as number) > 0x7a) count++
  return count
}
