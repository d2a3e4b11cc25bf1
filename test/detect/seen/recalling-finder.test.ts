import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDetector, type Detector } from '../../../src/detect/detector.ts'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { inOnePiece, type Search } from '../../../src/detect/finder.ts'
import type { Hit } from '../../../src/detect/judge.ts'
import { ruleBookOf } from '../../../src/detect/rule-book.ts'
import { recallingFinder } from '../../../src/detect/seen/recalling-finder.ts'
import { SeenText } from '../../../src/detect/seen/seen-text.ts'
import { mock } from '../../support/mock.ts'
import { blobOf, builtInRules } from '../engine.ts'

const rules = await builtInRules()
const options = { rules: ruleBookOf(rules), tables: buildTables(rules), disabled: new Set<string>() }
const scan = readFileSync(new URL('../../../dist/rules/scan.wasm', import.meta.url))
const seenCore = readFileSync(new URL('../../../dist/rules/seen.wasm', import.meta.url))
const source = { core: () => seenCore, randomize: (bytes: Uint8Array) => void bytes.set(noise(bytes.length)) }

/** Bytes that look random and are the same in every run. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 32) {
    bytes.set(
      createHash('sha256')
        .update(`${at}`)
        .digest()
        .subarray(0, length - at),
      at,
    )
  }
  return bytes
}

/** Texts shorter than that are not worth remembering anything. */
const WARM_UP = blobOf('nothing stands here\n'.repeat(60_000), 'warm-up.txt')

function detectorWith(makeFinder: (search: Search) => ReturnType<typeof inOnePiece>): Detector {
  return createDetector({ ...options, core: () => scan, checksums: 'lenient', makeFinder })
}

/** A detector that remembers, and how many bytes it has looked at. */
function recalling() {
  const looked = { bytes: 0 }
  const detector = detectorWith((search) =>
    recallingFinder((text, request) => {
      looked.bytes += text.end - text.start
      return search(text, request)
    }, source),
  )
  detector.detect(WARM_UP)
  looked.bytes = 0
  return { detector, looked }
}

const plain = detectorWith(inOnePiece)

function shown(detector: Detector, text: string, path: string) {
  const { matches, isComplete } = detector.detect(blobOf(text, path))
  return [isComplete, matches.map((match) => ({ ...match, rule: match.rule.id, secret: match.secret.reveal() }))]
}

const WORDS =
  'const let value key token return function import export from user name list item count data page view'.split(' ')
/** What programs are made of; never the same twice in one text. */
const code = fc.tuple(fc.nat(1e6), fc.nat(30)).map(([seed, lines]) =>
  Array.from({ length: lines }, (_, line) => {
    const word = (at: number) => WORDS[(seed + line * 7 + at * 13) % WORDS.length]
    return `  ${word(0)} ${word(1)}${seed + line} = ${word(2)}(${word(3)}, '${word(4)}') // ${word(5)} ${word(6)}\n`
  }).join(''),
)
const minified = fc
  .tuple(fc.nat(1e6), fc.nat(400))
  .map(([seed, parts]) =>
    Array.from(
      { length: parts },
      (_, part) => `a${(seed * part) % 9973}=${WORDS[(seed + part) % WORDS.length]}(b,"\\n${part}");`,
    ).join(''),
  )
const secret = fc
  .constantFrom(...rules.filter(({ detector }) => detector !== 'entropy').map(({ id }) => id))
  .chain((id) => fc.nat(3).map((seed) => mock(id, String(seed))))
const folded = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n')
const manifest = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  password: ${Buffer.from(value).toString('base64')}\n---\n`
const planted = secret.chain((value) =>
  fc.constantFrom(
    `key = "${value}"\n`,
    ` ${value} `,
    `password: "${value.slice(0, 20)}"\n`,
    `${Buffer.from(`x${value}`).toString('base64')}\n`,
    `\n${folded(`user=1\n${value}\n`.repeat(9))}\n`,
    `"{\\"a\\":\\"${value}\\"}"`,
    `${encodeURIComponent(`{"key":"${value}"}`)}`,
    [...value].map((char) => `\\u00${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''),
    manifest(value),
  ),
)
const piece = fc.oneof(
  { arbitrary: code, weight: 6 },
  { arbitrary: minified, weight: 2 },
  { arbitrary: planted, weight: 2 },
)
/** A place of a text and how much of it goes, as shares; and what comes instead. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.constantFrom(0, 1, 30, 2000),
  put: fc.oneof(piece, fc.constant(''), fc.string()),
})

test('what was found to hold nothing is not looked at again, and nothing is missed by that', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 8, maxLength: 30 }),
      fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.constantFrom('src/a.ts', 'vendor/b.js', 'settings.yml', 'notes.md'),
      (pieces, versions, path) => {
        const { detector } = recalling()
        let text = pieces.join('')
        for (const edits of [[], ...versions]) {
          for (const { at, gone, put } of edits) {
            const from = Math.floor(at * text.length)
            text = text.slice(0, from) + put + text.slice(from + gone)
          }
          expect(shown(detector, text, path)).toEqual(shown(plain, text, path))
        }
      },
    ),
    { numRuns: 60 },
  )
})

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** What takes more than a chunk and its neighbours to tell. */
const long = fc.tuple(fc.nat(6000), fc.nat(1e6)).map(([length, seed]) => {
  const filler = Array.from({ length }, (_, i) => WORDS[(seed + i * i) % WORDS.length]?.[0]).join('')
  return seed % 2 === 0
    ? `"${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: '1', a: filler })}.${mock('jwt-token').split('.').at(-1)}"`
    : `kind: Secret\nmetadata:\n  note: ${filler}\nstringData:\n  password: ${mock('npm-access-token')}\n---\n`
})

test('a secret is found when it becomes one, wherever the change is and however far from where it begins', () => {
  const { detector } = recalling()
  const numbers = [...new Uint32Array(noise(24_000).buffer)]
  // no two bytes more likely than others: a chunk may end anywhere
  const lines = Array.from({ length: 1500 }, () => `[${numbers.splice(0, 4).join(', ')}],\n`)
  const places = fc.record({
    value: fc.oneof({ arbitrary: planted, weight: 5 }, { arbitrary: long, weight: 1 }),
    line: fc.nat(lines.length),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    spoiler: fc.constantFrom('!', '\u0001', '"\n\n;', ' '.repeat(3000)),
    path: fc.constantFrom('a.ts', 'a.yml'),
  })
  fc.assert(
    fc.property(places, ({ value, line, at, spoiler, path }) => {
      const from = Math.floor(at * value.length)
      for (const version of [value.slice(0, from) + spoiler + value.slice(from + 1), value]) {
        const text = [...lines.slice(0, line), version, ...lines.slice(line)].join('')
        expect(shown(detector, text, path)).toEqual(shown(plain, text, path))
      }
    }),
    { numRuns: 500 },
  )
})

/** What is found of `value` in a long text in which it was spoilt before, at `at` bytes from its end. */
function foundOnceMended(detector: Detector, value: string, { place, at }: { place: number; at: number }): string[] {
  const from = value.length - at
  const versions = [`${value.slice(0, from)}!${value.slice(from + 1)}`, value]
  const [, found] = versions.map((version) => {
    const text = FILLER.slice(0, place) + version + FILLER.slice(place)
    return detector.detect(blobOf(text, 'a.ts')).matches.map(({ secret }) => secret.reveal())
  })
  return found ?? []
}

const FILLER = Buffer.from(noise(40_000)).toString('hex').replace(/.{20}/g, '$& ')

test('a secret is found that begins in one chunk and was spoilt in the next', () => {
  const { detector } = recalling()
  for (let place = 30_000; place < 33_000; place += 7) {
    // a chunk may end in the middle of some of them
    const value = mock('github-pat', `${place}`)
    expect(foundOnceMended(detector, ` ${value} `, { place, at: 4 })).toEqual([value])
  }
})

test('a secret is found that reaches over more chunks than are read with the one in which it begins', () => {
  const { detector } = recalling()
  const signature = mock('jwt-token').split('.').at(-1)
  const digits = FILLER.replaceAll(' ', '')
  for (const length of [400, 2000, 4400]) {
    const header = base64url({ alg: 'HS256', typ: 'JWT', kid: digits.slice(0, length / 5) })
    const value = `${header}.${base64url({ sub: '1', a: digits.slice(0, length) })}.${signature}`
    for (const at of [30, 600, Math.floor(value.length / 2)]) {
      expect(foundOnceMended(detector, ` ${value} `, { place: 20_000, at })).toEqual([value])
    }
  }
})

/** Finds what stands from `BEGIN` to `END`, which may be 6000 bytes away. */
const findBlocks: Search = (text, { reach }) => {
  const part = text.buffer.toString('latin1', text.start, text.end)
  const plain = [...part.matchAll(/BEGIN/g)].flatMap(({ index }) => {
    const start = text.start + index
    reach?.need(start, start + 6000, start, start + 5)
    const end = part.slice(index, index + 6000).indexOf('END')
    return end < 0
      ? []
      : [
          {
            rule: rules[0] as Hit['rule'],
            start,
            end: start + end,
            specificity: 0,
            confidence: 'high',
            reasons: [],
          } as Hit,
        ]
  })
  return { plain, decoded: [] }
}

test('what reaches further than its neighbours is read with more, and looked at again when that has changed', () => {
  const find = recallingFinder(findBlocks, source)
  const startsOf = (text: string) =>
    find({ ...blobOf(text).content, isBinary: false }, 'a.ts').plain.map(({ start }) => start)
  startsOf(FILLER.repeat(20))
  const withParts = (begin: string, end: string) =>
    FILLER.slice(0, 20_000) + begin + FILLER.slice(20_000, 25_000) + end + FILLER.slice(25_000)
  expect(startsOf(withParts('', ' END '))).toEqual([])
  // only what stands round BEGIN is new
  expect(startsOf(withParts(' BEGIN ', ' END '))).toEqual([20_001])
  expect(startsOf(withParts(' BEGIN ', ''))).toEqual([])
  expect(startsOf(withParts(' BEGIN ', ' END '))).toEqual([20_001])
})

test('of a new version only what has changed is looked at, and what stands round it', () => {
  const { detector, looked } = recalling()
  const lines = Array.from({ length: 5000 }, (_, line) => `  call(${line}, item${line * 31})\n`)
  const first = lines.join('')
  expect(shown(detector, first, 'a.ts')).toEqual([true, []])
  expect(looked.bytes).toBe(first.length)
  const value = mock('github-pat')
  const second = [...lines.slice(0, 2500), `const token = '${value}'\n`, ...lines.slice(2500)].join('')
  looked.bytes = 0
  const [, matches] = shown(detector, second, 'a.ts') as [boolean, readonly { readonly secret: string }[]]
  expect(matches.map(({ secret }) => secret)).toEqual([value])
  expect(looked.bytes).toBeLessThan(20_000)
  looked.bytes = 0
  expect(shown(detector, first, 'a.ts')).toEqual([true, []])
  expect(looked.bytes).toBe(0)
  // a file of another kind is read by other rules
  expect(shown(detector, first, 'a.yml')).toEqual([true, []])
  expect(looked.bytes).toBe(first.length)
})

test('a text that was cut short is known by its bytes, not by what stood behind it', () => {
  const seen = SeenText.start(source) as SeenText
  const buffer = Buffer.from(Array.from({ length: 900 }, (_, i) => `line ${i * 7919}\n`).join(''))
  fc.assert(
    fc.property(fc.nat(buffer.length), fc.nat(40), (end, start) => {
      const text = { buffer, start: Math.min(start, end), end }
      const survey = seen.survey(text, 1)
      const bounds = Array.from({ length: survey.count + 1 }, (_, chunk) => survey.startOf(chunk))
      expect(bounds[0]).toBe(text.start)
      expect(bounds.at(-1)).toBe(end)
      for (let chunk = 0; chunk < survey.count; chunk++) survey.keepQuiet(chunk)
      const again = seen.survey(
        { buffer: Buffer.from(buffer.subarray(text.start, end)), start: 0, end: end - text.start },
        1,
      )
      for (let chunk = 0; chunk < again.count; chunk++) expect(again.isQuiet(chunk)).toBe(true)
      if (end > text.start) {
        const other = Buffer.from(buffer.subarray(text.start, end))
        const at = other.length - 1
        other[at] = (other[at] as number) ^ 1
        expect(seen.survey({ buffer: other, start: 0, end: other.length }, 1).isQuiet(again.count - 1)).toBe(false)
        expect(seen.survey({ buffer, start: text.start, end }, 2).isQuiet(0)).toBe(false)
      }
    }),
    { numRuns: 60 },
  )
})
