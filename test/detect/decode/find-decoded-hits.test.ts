import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRules, placesOf, type Sample } from './rule-samples.ts'

type Rules = Awaited<ReturnType<typeof openRules>>
let rules: Rules
let samples: readonly Sample[]

/** Rules that find the encoded form itself, so that theirs is the finding. */
const ENCODED_FORM = /^(?:private-key|google-service-account|kubernetes|nats-credentials|docker-registry)/

beforeAll(async () => {
  rules = await openRules()
  samples = rules.samplesOf('decode').filter(({ ruleId }) => !ENCODED_FORM.test(ruleId))
})

interface Encoded {
  readonly text: string
  /** Where the byte at `offset` of the plain text begins in it, and where the one before ends. */
  readonly startOf: (offset: number) => number
  readonly endOf: (offset: number) => number
}

const base64 = (plain: string, variant: 'base64' | 'base64url'): Encoded => ({
  text: Buffer.from(plain).toString(variant),
  startOf: (offset) => Math.floor((offset * 8) / 6),
  endOf: (offset) => Math.ceil((offset * 8) / 6),
})
const bytewise = (plain: string, write: (char: string) => string): Encoded => {
  const ends = [0]
  const text = [...plain].map(write)
  for (const piece of text) ends.push((ends.at(-1) as number) + piece.length)
  const at = (offset: number) => ends[offset] as number
  return { text: text.join(''), startOf: at, endOf: at }
}
const hexOf = (char: string, digits: number) => char.charCodeAt(0).toString(16).padStart(digits, '0')
const ENCODINGS: Readonly<Record<string, (plain: string) => Encoded>> = {
  base64: (plain) => base64(plain, 'base64'),
  'URL-safe base64 without padding': (plain) => base64(plain, 'base64url'),
  hex: (plain) => bytewise(plain, (char) => hexOf(char, 2)),
  'upper-case hex': (plain) => bytewise(plain, (char) => hexOf(char, 2).toUpperCase()),
  percent: (plain) => bytewise(plain, (char) => `%${hexOf(char, 2)}`),
  'percent of what URLs reserve': (plain) => bytewise(plain, encodeURIComponent),
  '\\u': (plain) => bytewise(plain, (char) => `\\u${hexOf(char, 4)}`),
  '\\x': (plain) => bytewise(plain, (char) => `\\x${hexOf(char, 2)}`),
  'hexadecimal character references': (plain) => bytewise(plain, (char) => `&#x${hexOf(char, 2)};`),
  'decimal character references': (plain) => bytewise(plain, (char) => `&#${char.charCodeAt(0)};`),
}

/** Line and column of an offset in a text of one-byte characters. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return `${before.split('\n').length}:${offset - lineStart + 1}`
}

function expected(text: string, at: number, encoded: Encoded, plain: string, secret: string): string {
  const from = plain.indexOf(secret)
  const start = at + encoded.startOf(from)
  const end = at + encoded.endOf(from + secret.length)
  return `${placeOf(text, start)}:${placeOf(text, end)}`
}

const someSample = fc.nat().map((n) => samples[n % samples.length] as Sample)
const lead = fc.constantFrom('', 'a', 'ab', 'abc', 'user: x\n')

describe.each(Object.keys(ENCODINGS))('in %s', (name) => {
  test('a secret of every rule with a literal of its own is found where it is encoded', () => {
    const encode = ENCODINGS[name] as (plain: string) => Encoded
    const missing = samples.flatMap((sample, index) => {
      const plain = `${'xyz'.slice(0, index % 3)}\n${sample.text}\n`
      const encoded = encode(plain)
      const carrier = `first line\nvalue: "${encoded.text}"\n`
      const place = expected(carrier, carrier.indexOf(encoded.text), encoded, plain, sample.secret)
      const isPlain = encoded.text.includes(sample.secret)
      return isPlain || placesOf(rules.detect(carrier), sample).includes(place) ? [] : [sample.ruleId]
    })
    expect(missing).toEqual([])
    expect(samples.length).toBeGreaterThan(200)
  })
})

test('base64 is found at every alignment and folded at every width, with either line break and any indentation', () => {
  const width = fc.integer({ min: 27, max: 100 })
  const lineBreak = fc.constantFrom('\n', '\r\n')
  fc.assert(
    fc.property(someSample, lead, width, lineBreak, fc.nat(8), (sample, before, columns, eol, indent) => {
      const plain = `${before}\n${sample.text}\nand so on`
      const { text, ...encoded } = base64(plain, 'base64')
      const gap = eol + ' '.repeat(indent)
      const folded = (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).join(gap)
      const carrier = `data: |${gap}${folded}\nnext: 1\n`
      const spread = (offset: number) => offset + gap.length * Math.floor(offset / columns)
      const place = expected(
        carrier,
        carrier.indexOf(folded),
        {
          text: folded,
          startOf: (offset) => spread(encoded.startOf(offset)),
          endOf: (offset) => spread(encoded.endOf(offset) - 1) + 1,
        },
        plain,
        sample.secret,
      )
      expect(placesOf(rules.detect(carrier), sample), sample.ruleId).toContain(place)
    }),
    { numRuns: 300 },
  )
})

test('one encoding inside another is found, and the reasons name both', () => {
  const names = fc.constantFrom(...Object.keys(ENCODINGS).filter((name) => !name.startsWith('percent of')))
  fc.assert(
    fc.property(someSample, names, names, lead, (sample, inner, outer, before) => {
      const once = (ENCODINGS[inner] as (plain: string) => Encoded)(`\n${sample.text}\n`).text
      const twice = (ENCODINGS[outer] as (plain: string) => Encoded)(`${before} value=${once} `).text
      const found = rules.detect(`key: '${twice}'\n`).find(({ rule }) => rule.id === sample.ruleId)
      expect(found?.secret.reveal(), `${sample.ruleId} in ${inner} in ${outer}`).toBe(sample.secret)
      expect(found?.reasons.filter((reason) => /encoded|escaped/.test(reason))).toHaveLength(2)
    }),
    { numRuns: 300 },
  )
})

test('a third layer is not looked under', () => {
  const [sample] = samples as readonly [Sample]
  let text = ` ${sample.text} `
  const found: boolean[] = []
  for (let depth = 1; depth <= 3; depth++) {
    text = Buffer.from(text).toString('base64')
    found.push(placesOf(rules.detect(text), sample).length > 0)
  }
  expect(found).toEqual([true, true, false])
})

test('an object written into a string of JSON, and that into another, is read', () => {
  const auth = Buffer.from('shop:Kx7vQ2mZ9tR4').toString('base64')
  const config = JSON.stringify({ auths: { 'registry.acme.test': { auth } } })
  for (const text of [config, JSON.stringify(config), JSON.stringify({ inner: JSON.stringify(config) })]) {
    const found = rules.detect(text).filter(({ rule }) => rule.id === 'docker-registry-auth')
    expect(found.map(({ secret }) => secret.reveal())).toEqual([auth])
  }
})

test('a URL whose slashes PHP has escaped is read', () => {
  const sample = samples.find(({ ruleId }) => ruleId === 'slack-webhook-url') as Sample
  const text = `{"hook":"${sample.secret.replaceAll('/', '\\/')}"}`
  expect(placesOf(rules.detect(text), sample)).toEqual([`1:10:1:${text.length - 1}`])
})

test('what stands in the text as it is is reported once and is not called encoded', () => {
  const sample = samples.find(({ ruleId }) => ruleId === 'github-pat') as Sample
  const found = rules.detect(`https://a.test/?q=%20&token=${sample.secret}&amp;b=\\u002d`)
  expect(found.map(({ rule, reasons }) => [rule.id, reasons.some((reason) => /coded|escaped/.test(reason))])).toEqual([
    ['github-pat', false],
  ])
})

test('random bytes give no findings in any encoding', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1000, maxLength: 4000 }),
      fc.integer({ min: 40, max: 90 }),
      (bytes, width) => {
        const buffer = Buffer.from(bytes)
        const code = buffer.toString('base64')
        const folded = (code.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n')
        const percent = buffer.toString('hex').replace(/../g, '%$&')
        const text = [code, folded, buffer.toString('hex'), percent].join('\n\n')
        expect(rules.detect(text).map(({ rule }) => rule.id)).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('no excerpt or reason shows the secret, its encoded form, or what is encoded beside it', () => {
  const names = fc.constantFrom('base64', 'hex', '\\u', 'percent', 'decimal character references')
  fc.assert(
    fc.property(someSample, names, (sample, name) => {
      const encode = ENCODINGS[name] as (plain: string) => Encoded
      const plain = `pw=Zq4-x ${sample.secret}`
      const { text, startOf, endOf } = encode(plain)
      const from = plain.indexOf(sample.secret)
      const encodedSecret = text.slice(startOf(from), endOf(from + sample.secret.length))
      for (const { excerpt, reasons } of rules.detect(`key: "${text}" # known\n`)) {
        const shown = [...excerpt.lines, ...reasons].join('\n')
        expect(shown).not.toContain(sample.secret)
        expect(shown).not.toContain(encodedSecret)
        if (name === 'base64' || name === 'hex') expect(shown).not.toContain(text.slice(0, 8))
      }
    }),
    { numRuns: 200 },
  )
})

test('with depth 0 nothing is decoded', () => {
  const [sample] = samples as readonly [Sample]
  const text = Buffer.from(` ${sample.text} `).toString('base64')
  expect(placesOf(rules.detect(text), sample)).not.toEqual([])
  expect(placesOf(rules.detectWith({ decodeDepth: 0 })(text), sample)).toEqual([])
})
