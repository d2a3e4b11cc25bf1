import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Detector } from '../../src/detect/detector.ts'
import type { CompiledRule } from '../../src/model/rule.ts'
import { blobOf, builtInRules, engineOf } from './engine.ts'

/*
 * Texts made to hold the engine up. That no expression runs away is proven elsewhere (test/rules/linear-time.test.ts); here
 * the engine as a whole has to stay linear: windows, overlap, excerpts, generic detectors, decoding.
 *
 * These tests measure time, which tests do not do otherwise: what they look for is nothing but time, and no counter sees a
 * loop over loops that somebody writes next year. Only a ratio is looked at, in CPU time of this process, with a wide
 * margin and several attempts: where the engine is quadratic, twice the text takes four times as long at every attempt.
 */
const SMALL = 1 << 18
const LARGE = 1 << 20
const GROWTH = LARGE / SMALL
/** Quadratic is `GROWTH` times this; noise stays under it in at least one of the attempts. */
const MARGIN = 2.5
const ATTEMPTS = 4
/** Beneath it the clock and the collector say more than the engine. */
const LEAST_MS = 50

let rules: readonly CompiledRule[]
let detector: Detector

beforeAll(async () => {
  rules = await builtInRules()
  detector = engineOf(rules)
  for (const unit of ['key=1\n', 'password = "x1"\n']) detector.detect(blobOf(unit.repeat(1000)))
})

const dashes = '-'.repeat(5)
const repeated: readonly string[] = [
  ...['a', 'key=', 'key=1', 'key=1\n', ' ', '\n', '\t', '"', "'", '\\', '=', ':', 'eyJ', '[{(', '{"key":', '://'],
  ...['password: ', 'password="', 'password = "x', 'https://a:', 'https://a:b@', '%3D', '\\u003d', '&quot;', '\\\\n'],
  ...[`${dashes}BEGIN PRIVATE KEY${dashes}\n`, `${dashes}BEGIN RSA PRIVATE KEY${dashes}`, `eyJ${'a'.repeat(60)}.`],
  ...['Server=a;Uid=b;', 'name="password" value=', '{"kty":"RSA","d":"', 'Basic ', 'AAAA', '\0', '\u00e4', '\ufffd'],
]

const drawn: Readonly<Record<string, (size: number) => string>> = {
  base64: (size) => randomBytes(size).toString('base64').slice(0, size),
  'base64 in lines': (size) => randomBytes(size).toString('base64').slice(0, size).replace(/.{76}/g, '$&\n'),
  hex: (size) => randomBytes(size).toString('hex').slice(0, size),
  'a private key without an end': (size) =>
    `${dashes}BEGIN PRIVATE KEY${dashes}\n${randomBytes(size).toString('base64')}`.slice(0, size),
  'nothing but tokens': (size) =>
    linesOf(size, () => `${'gh'}p_${randomBytes(60).toString('base64').replace(/\W/g, '').slice(0, 36)}`),
  'nothing but key ids': (size) =>
    linesOf(
      size,
      () =>
        `${'AK'}IA${randomBytes(80)
          .toString('base64')
          .replace(/[^A-Z2-7]/g, '')
          .slice(0, 16)}`,
    ),
  'nothing but passwords': (size) => linesOf(size, () => `password = "${randomBytes(9).toString('base64url')}"`),
  'passwords on one line': (size) => linesOf(size, () => `password = "${randomBytes(9).toString('base64url')}"`, ' '),
}

describe('four times the text takes no more than a good four times as long', () => {
  test.each(repeated.map((unit) => [JSON.stringify(unit), unit]))(
    '%s, over and over',
    (_, unit) => {
      expectLinear((size) => unit.repeat(Math.ceil(size / unit.length)))
    },
    240_000,
  )

  test.each(Object.entries(drawn))('%s', (_, make) => expectLinear(make), 240_000)
})

test('of every rule, its keywords over and over stay within the budget, or are told', () => {
  const size = 1 << 13
  const units = rules.flatMap(({ keywords }) => keywords.flatMap((word) => [word, `${word}="`]))
  const slow = [...new Set(units)].flatMap((unit) => {
    const blob = blobOf(unit.repeat(Math.ceil(size / unit.length)), 'bundle.js')
    // 8 kB in half a second is a minute for a megabyte; nearly all take a hundredth of that
    const isSlow = () => cpuTime(() => detector.detect(blob)) > 500
    return isSlow() && isSlow() && isSlow() ? [unit] : []
  })
  expect(slow).toEqual([])
}, 240_000)

test('what the budget leaves out is told, and the cheap rules have run all the same', () => {
  const token = drawn['nothing but tokens']?.(1).trim()
  const header = `${dashes}BEGIN PRIVATE KEY${dashes}\n`
  const { matches, isComplete } = detector.detect(blobOf(`${header.repeat(LARGE / header.length)}key = ${token}\n`))
  expect(isComplete).toBe(false)
  expect(matches.map(({ rule }) => rule.id)).toContain('github-pat')
})

test('an honest text is within the budget', () => {
  for (const make of [drawn['nothing but tokens'], drawn['base64 in lines'], drawn['nothing but passwords']]) {
    expect(detector.detect(blobOf(make?.(LARGE) ?? '')).isComplete).toBe(true)
  }
})

function expectLinear(make: (size: number) => string): void {
  const small = blobOf(make(SMALL))
  const large = blobOf(make(LARGE))
  const ratios: number[] = []
  do {
    const base = Math.max(LEAST_MS, ...attempts(2, () => cpuTime(() => detector.detect(small))))
    ratios.push(cpuTime(() => detector.detect(large)) / base)
  } while ((ratios.at(-1) ?? 0) > GROWTH * MARGIN && ratios.length < ATTEMPTS)
  expect(Math.min(...ratios)).toBeLessThanOrEqual(GROWTH * MARGIN)
}

function attempts(count: number, measure: () => number): number[] {
  return Array.from({ length: count }, measure)
}

/** Milliseconds that this process has spent, whatever else the machine does. */
function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function linesOf(size: number, make: () => string, end = '\n'): string {
  let text = ''
  while (text.length < size) text += make() + end
  return text
}
