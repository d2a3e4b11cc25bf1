// Learns letters.json: how surprising a letter is behind the two before it, and which short words there are.
//
//   node test/bench/generic/train-letters.mjs PACKAGES LISTS
//
// PACKAGES holds unpacked npm packages, whose identifiers are words of the trade; LISTS is the path of zxcvbn's
// `lib/frequency_lists.js` (MIT), which has English words and names by their frequency.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { filesBelow } from './corpus.mjs'

const [packages, lists] = process.argv.slice(2)
const frequency = createRequire(import.meta.url)(resolve(lists))
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz^'
const SIZE = ALPHABET.length
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const LARGEST = 300_000
const FEWEST = { 3: 25, 4: 12, 5: 9 }
const TRADE =
  'foo bar baz qux api url uri jwt ssh rsa aes sql xml css pem ssl tls dns ftp aws gcp ldap smtp imap saml oidc mfa otp totp http https admin root user test demo mysql redis mongo nginx vault kafka'

const identifiers = identifierCounts()
const weights = new Map()
for (const [word, count] of identifiers) if (count >= 4) weigh(word, 1 + Math.log(count))
for (const [i, word] of frequency.english_wikipedia.entries()) weigh(word, Math.max(1, Math.log(40_000 / (i + 10))))
for (const [i, word] of frequency.us_tv_and_film.entries()) weigh(word, Math.max(0.7, Math.log(20_000 / (i + 10))))
for (const word of frequency.surnames.slice(0, 5000)) weigh(word, 0.5)
for (const word of frequency.female_names.slice(0, 1500)) weigh(word, 0.6)
for (const word of frequency.male_names) weigh(word, 0.7)
const file = new URL('../../../src/detect/generic/letters.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ trigrams: surprises(), words: shortWords() }, null, 2)}\n`)

/** In how many packages each word stands. */
function identifierCounts() {
  const seen = new Map()
  for (const { path, content } of filesBelow(packages, LARGEST)) {
    if (!/\.(?:js|ts|mjs|cjs|md|json)$/.test(path) || /\.min\.|locale/.test(path)) continue
    const name = path.slice(0, path.indexOf('/'))
    for (const [word] of content.toString('latin1').matchAll(/[A-Z]?[a-z]{2,15}|[A-Z]{3,16}(?![a-z])/g)) {
      const key = word.toLowerCase()
      if (key.length < 3) continue
      if (!seen.has(key)) seen.set(key, new Set())
      seen.get(key).add(name)
    }
  }
  return new Map([...seen].map(([word, names]) => [word, names.size]))
}

function weigh(word, weight) {
  if (/^[a-z]{3,16}$/.test(word)) weights.set(word, Math.max(weights.get(word) ?? 0, weight))
}

/** Bits of each letter behind each two, smoothed by those behind one and by the letter alone; a digit is a fifth of a bit. */
function surprises() {
  const [one, two, three] = [1, 2, 3].map((order) => new Float64Array(SIZE ** order))
  for (const [word, weight] of weights) {
    let [before, last] = [SIZE - 1, SIZE - 1]
    for (const letter of `${word}^`) {
      const next = ALPHABET.indexOf(letter)
      one[next] += weight
      two[last * SIZE + next] += weight
      three[(before * SIZE + last) * SIZE + next] += weight
      ;[before, last] = [last, next]
    }
  }
  const sum = (table, from, to) => table.subarray(from, to).reduce((total, value) => total + value, 0)
  const all = sum(one, 0, SIZE)
  return Array.from(three, (count, i) => {
    const next = i % SIZE
    const pair = Math.floor(i / SIZE)
    const last = pair % SIZE
    const alone = (one[next] + 1) / (all + SIZE)
    const behindOne = (two[last * SIZE + next] + 20 * alone) / (sum(two, last * SIZE, (last + 1) * SIZE) + 20)
    const behindTwo = (count + 20 * behindOne) / (sum(three, pair * SIZE, (pair + 1) * SIZE) + 20)
    return DIGITS[Math.round(Math.min(12, -Math.log2(behindTwo)) * 5)]
  }).join('')
}

/** The common words of three to five letters, those of one length side by side. */
function shortWords() {
  const words = new Set(TRADE.split(' '))
  for (const [word, count] of identifiers)
    if (count >= (FEWEST[word.length] ?? Number.POSITIVE_INFINITY)) words.add(word)
  const common = (list, most, mostOfThree) =>
    list.slice(0, most).forEach((word, i) => {
      if (word.length > 3 || i < mostOfThree) words.add(word)
    })
  common(frequency.english_wikipedia, 4000, 1200)
  common(frequency.us_tv_and_film, 2500, 800)
  common(frequency.male_names, 250, 250)
  common(frequency.female_names, 250, 250)
  const packed = (length) =>
    [...words]
      .filter((word) => /^[a-z]+$/.test(word) && word.length === length)
      .sort()
      .join('')
  return Object.fromEntries([3, 4, 5].map((length) => [length, packed(length)]))
}
