/** Steps that people take from one run of characters to the next, by code: after `9` come `0`, `a`, after `z` `0`, `1`, `a`. */
const BRIDGES = new Set(
  ['90', '9a', '0a', 'f0', 'f1', 'z0', 'z1', 'za'].map((pair) => pairCode(pair.charCodeAt(0), pair.charCodeAt(1))),
)
const SEQUENCE_MINIMUM = 8
const WALKS = ['qwert', 'asdfg', 'zxcvb', 'yxcvb', '1q2w3e', 'qazwsx', '1qaz', 'poiuyt', 'lkjhgf', 'mnbvcx']
const HEX_WORDS = ['deadbeef', 'deadc0de', 'cafebabe', 'feedface', 'baadf00d']
const STEMS = [...WALKS, ...HEX_WORDS]
const WALK =
  /qwert[yz](?:uiop)?|asdfgh(?:jkl)?|[yz]xcvb(?:nm)?|1q2w3e(?:4r)?(?:5t)?|qazwsx(?:edc)?|1qaz2wsx|poiuyt|lkjhgf|mnbvcx|dead(?:beef|c0de)|cafebabe|feedface|baadf00d/g
const WALK_SHARE = 0.4

/** Length of the longest run of one and the same character. */
export function longestRun(text: string): number {
  let longest = 0
  let length = 0
  for (let i = 0; i < text.length; i++) {
    length = text.charCodeAt(i) === text.charCodeAt(i - 1) ? length + 1 : 1
    if (length > longest) longest = length
  }
  return longest
}

/** Number of different characters in a text; of those outside ASCII some count as one. */
export function countDistinct(text: string): number {
  const seen = new Uint8Array(128)
  for (let i = 0; i < text.length; i++) seen[text.charCodeAt(i) & 127] = 1
  return seen.reduce((sum, one) => sum + one, 0)
}

/** True for `abcdefgh`, `0123456789abcdef`, `87654321`, `a1b2c3d4e5`: most characters are the neighbours of those before them. */
export function isSequence(text: string): boolean {
  if (text.length < SEQUENCE_MINIMUM) return false
  const lower = text.toLowerCase()
  return [isStepUp, isStepDown].some((isStep) => isRun(lower, 1, isStep) || isRun(lower, 2, isStep))
}

/** True where most characters are a step from the one `stride` before them, or half of them in one run. */
function isRun(text: string, stride: number, isStep: (from: number, to: number) => boolean): boolean {
  let steps = 0
  let run = 0
  let longest = 0
  for (let i = stride; i < text.length; i++) {
    run = isStep(text.charCodeAt(i - stride), text.charCodeAt(i)) ? run + 1 : 0
    if (run > 0) steps++
    if (run > longest) longest = run
  }
  const pairs = text.length - stride
  // in a short text chance makes out more
  const share = text.length < 16 ? 0.8 : 0.6
  return steps >= pairs * share || longest >= Math.max(9, pairs / 2)
}

function isStepUp(from: number, to: number): boolean {
  return to - from === 1 || BRIDGES.has(pairCode(from, to))
}

function isStepDown(from: number, to: number): boolean {
  return isStepUp(to, from)
}

function pairCode(from: number, to: number): number {
  return (from << 16) | to
}

/** True for a text of nine characters or more that is one piece three times or more, or of sixteen that is one twice. */
export function isRepeated(text: string): boolean {
  const times = text.length / shortestPeriod(text)
  return times >= 3 ? text.length >= 9 : times >= 2 && text.length >= 16
}

/** The smallest n such that each character equals the one n before it (Knuth, Morris and Pratt's failure function). */
function shortestPeriod(text: string): number {
  const borders = new Uint16Array(text.length)
  let border = 0
  for (let i = 1; i < text.length; i++) {
    while (border > 0 && text.charCodeAt(i) !== text.charCodeAt(border)) border = borders[border - 1] ?? 0
    if (text.charCodeAt(i) === text.charCodeAt(border)) border++
    borders[i] = border
  }
  return text.length - border
}

/** True where rows of the keyboard, or the well-known words in hexadecimal, make out much of the text. */
export function isKeyboardWalk(text: string): boolean {
  const lower = text.toLowerCase()
  if (!STEMS.some((stem) => lower.includes(stem))) return false
  const walked = lower.match(WALK)?.reduce((sum, walk) => sum + walk.length, 0) ?? 0
  return walked >= text.length * WALK_SHARE
}
