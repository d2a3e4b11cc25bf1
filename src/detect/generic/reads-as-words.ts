import { once } from '../../model/once.ts'
import letters from './letters.json' with { type: 'json' }

/**
 * `letters.json` is written by `test/bench/train-letters.mjs`: for each letter how surprising it is behind the two before it,
 * in fifths of a bit, one base64 digit each, learned from words and names; and the words of three to five letters, which
 * are too short for that.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Digits of the bits by the two letters before and the letter: few of them are ever asked for. */
const TRIGRAMS = letters.trigrams
/** Bits by the code of a digit. */
const bitsOfCode = once(decodeDigits)
/** Words of each length, packed one behind the other in alphabetical order. */
const WORDS: Readonly<Record<number, string>> = letters.words
const LETTERS = 27
const BOUNDARY = 26
/** Most bits a letter that a word of that length may take; random letters take 7.5, and below these in one of fifty. */
const LIMITS = [0, 0, 0, 0, 0, 3.6, 4.6, 4.7, 4.8, 4.9]
const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g

function decodeDigits(): Float32Array {
  const bits = new Float32Array(128)
  for (let i = 0; i < DIGITS.length; i++) bits[DIGITS.charCodeAt(i)] = i / 5
  return bits
}

/** True for one of the packed words. */
function isShortWord(word: string): boolean {
  const packed = WORDS[word.length] ?? ''
  let low = 0
  for (let high = packed.length / word.length; low < high; ) {
    const middle = (low + high) >> 1
    const found = packed.slice(middle * word.length, (middle + 1) * word.length)
    if (found === word) return true
    if (found < word) low = middle + 1
    else high = middle
  }
  return false
}

/** Mean surprise of the letters of `word`, lower-case, in bits; 0 for the empty string. */
export function surpriseOf(word: string): number {
  let before = BOUNDARY
  let last = BOUNDARY
  let bits = 0
  const bitsOf = bitsOfCode()
  for (let i = 0; i < word.length; i++) {
    const letter = word.charCodeAt(i) - 97
    bits += bitsOf[TRIGRAMS.charCodeAt((before * LETTERS + last) * LETTERS + letter)] as number
    before = last
    last = letter
  }
  return bits / Math.max(1, word.length)
}

/** True where `word`, lower-case letters, is a word or could be one. */
export function isWordLike(word: string): boolean {
  if (word.length < 3) return false
  if (word.length <= 5 && isShortWord(word)) return true
  return surpriseOf(word) <= (LIMITS[Math.min(word.length, LIMITS.length - 1)] as number)
}

/** The words of which `value` is made, at changes of letter case, digits and signs; lower-case. */
export function wordsOf(value: string): readonly string[] {
  return value.match(WORD)?.map((word) => word.toLowerCase()) ?? []
}

/** Share of the letters and digits of `value` that stand in words; digits that end it count half. */
export function wordShare(value: string): number {
  const words = wordsOf(value)
  const read = words.reduce((sum, word) => (isWordLike(word) ? sum + word.length : sum), 0)
  const all = value.replace(/[^A-Za-z0-9]/g, '').length
  return all === 0 ? 0 : read / all
}
