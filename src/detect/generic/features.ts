import type { Candidate } from './candidate.ts'
import { shannonEntropy } from './entropy.ts'
import type { FileKind } from './file-kind.ts'
import { classifyKey } from './key-class.ts'
import { surpriseOf, wordShare } from './reads-as-words.ts'
import { saysStandIn } from './stand-in.ts'
import { shapeOf, type ValueShape } from './value-shape.ts'

/** Where a candidate stands, as far as it says something of it. */
export interface Surroundings {
  readonly kind: FileKind
  readonly isVendored: boolean
  /** True in a line as long as machines write them. */
  readonly isLongLine: boolean
}

const LENGTHS = [3, 4, 5, 7, 9, 11, 15, 19, 23, 31, 32, 39, 40, 47, 63, 64]

/** What a method that sets a thing has before its name: `setAuthToken(…)`. */
const SETTER = /^\.?set_?(?=[A-Z_])/i

/** Everything about a candidate that the score weighs, as words. */
export function featuresOf(candidate: Candidate, surroundings: Surroundings): readonly string[] {
  const { key, value } = candidate
  const shape = shapeOf(value)
  const { group, features } = keyFeatures(candidate, surroundings.kind)
  return [
    ...features,
    `shape ${shape}`,
    `${group} shape ${shape}`,
    ...wordFeatures(candidate, group, shape),
    ...lengthFeatures(candidate, group),
    `mix ${mixBand(value)}`,
    `classes ${classCount(value)}`,
    `${group} classes ${classCount(value)}`,
    `surprise ${surpriseBand(value)}`,
    `${group} surprise ${surpriseBand(value)}`,
    ...(saysStandIn(value) ? ['stand-in', `${group} stand-in`] : []),
    ...(isSameAsKey(key, value) ? ['same as key'] : []),
    ...(surroundings.isVendored ? ['vendored'] : []),
    ...(surroundings.isLongLine ? [`long line in ${surroundings.kind}`] : []),
  ]
}

/** What the name and the form of a candidate are, and the group of names whose values are weighed alike. */
export function keyFeatures({ key, form }: Candidate, kind: FileKind) {
  const { class: keyClass, head } = classifyKey(form === 'argument' ? key.replace(SETTER, '') : key)
  const group = keyGroup(keyClass)
  const inKind = [`form ${form}`, `file ${kind}`, `${form} in ${kind}`]
  return { group, features: [`key ${keyClass}`, `head ${head}`, `${group} head ${head}`, ...inKind] }
}

/** How long the value is. */
export function lengthFeatures({ value }: Candidate, group: string): readonly string[] {
  const length = lengthBand(value.length)
  return [`length ${length}`, `${group} length ${length}`]
}

/** How much of the value is words. */
export function wordFeatures({ value }: Candidate, group: string, shape: ValueShape): readonly string[] {
  const words = shareBand(wordShare(value))
  return [`words ${words}`, `${group} words ${words}`, `${shape} words ${words}`]
}

function keyGroup(keyClass: string): string {
  return keyClass === 'password' || keyClass === 'key' || keyClass === 'auth' || keyClass === 'scheme'
    ? keyClass
    : 'token'
}

function shareBand(share: number): string {
  if (share === 0) return 'none'
  if (share < 0.3) return 'few'
  if (share < 0.6) return 'some'
  return share < 0.9 ? 'most' : 'all'
}

function lengthBand(length: number): string {
  const band = LENGTHS.find((limit) => length <= limit)
  return band === undefined ? 'over 64' : `to ${band}`
}

/** Entropy of the characters against that of random ones of that length. */
function mixBand(value: string): string {
  if (value.length < 8) return 'short'
  const share = shannonEntropy(value) / Math.log2(Math.min(value.length, 48))
  return share < 0.6 ? 'poor' : share < 0.75 ? 'fair' : share < 0.88 ? 'good' : 'full'
}

/** How unlike words the letters are, all of them in a row. */
function surpriseBand(value: string): string {
  const letters = value.toLowerCase().replace(/[^a-z]/g, '')
  if (letters.length < 3) return 'no letters'
  return `${Math.min(8, Math.round(surpriseOf(letters) * 2) / 2)}`
}

function classCount(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length
}

function isSameAsKey(key: string, value: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const [name, content] = [bare(key), bare(value)]
  return content.length >= 3 && (name.endsWith(content) || (name.length >= 4 && content.startsWith(name)))
}
