import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScanError } from '../../src/model/errors.ts'
import { addEntries, type BaselineEntry, emptyBaseline, removeEntries, sortEntries } from '../../src/triage/baseline.ts'
import { DEFAULT_KEY, newRepositoryKey } from '../../src/triage/fingerprint.ts'
import { formatBaseline } from '../../src/triage/format-baseline.ts'
import { createBaselineMatcher } from '../../src/triage/match-baseline.ts'
import { parseBaseline } from '../../src/triage/parse-baseline.ts'
import { anyText, baselineEntry } from './build-match.ts'

const key = DEFAULT_KEY
const header = formatBaseline(emptyBaseline(key)).trimEnd()
const fingerprint = (letter: string) => `kw1:${letter.repeat(26)}A`

const entries = fc.array(
  fc.record({
    fingerprint: fc.constantFrom(...'ABCD').map(fingerprint),
    rule: fc.constantFrom('github-pat', 'npm-token'),
    path: fc.oneof(
      fc.constantFrom('*', 'a', 'b\udc80', '__proto__'),
      anyText.filter((text) => text !== ''),
    ),
    reason: anyText.map((text) => `r${text}`),
    owner: fc.string(),
    expires: fc.option(fc.constantFrom('2027-01-31', '2028-02-29')),
  }),
)

describe('the text of a baseline', () => {
  test('is a header and one line for each entry, sorted, with a line feed at the end', () => {
    const baseline = {
      key,
      entries: [baselineEntry({ path: 'b' }), baselineEntry({ path: 'a', expires: '2027-01-31' })],
    }
    const rest = '"reason":"test value","owner":"","expires"'
    const start = `{"fingerprint":"kw1:${'A'.repeat(27)}","rule":"github-pat","path"`
    expect(formatBaseline(baseline)).toBe(
      `{"keywarden-baseline":1,"salt":"${key}"}\n${start}:"a",${rest}:"2027-01-31"}\n${start}:"b",${rest}:null}\n`,
    )
  })

  test('comes back as it was, for any entries, and does not depend on their order', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const text = formatBaseline({ key, entries: list })
        const parsed = parseBaseline(text, 'b')
        expect(parsed.key).toBe(key)
        expect(parsed.entries).toEqual(sortEntries(list))
        expect(formatBaseline(parsed)).toBe(text)
        expect(formatBaseline({ key, entries: [...list].reverse() })).toBe(text)
      }),
    )
  })

  test('the union of two versions, as git merges them, holds what both accept', () => {
    fc.assert(
      fc.property(entries, entries, (ours, theirs) => {
        const union = formatBaseline({ key, entries: ours }) + formatBaseline({ key, entries: theirs })
        expect(parseBaseline(union, 'b').entries).toEqual(sortEntries([...ours, ...theirs]))
      }),
    )
  })

  test('is read with a byte order mark, with carriage returns and with empty lines', () => {
    const text = formatBaseline({ key, entries: [baselineEntry({})] })
    expect(parseBaseline(`\ufeff${text.replaceAll('\n', '\r\n\r\n')}`, 'b').entries).toEqual([baselineEntry({})])
  })

  test('of two entries for one finding the one that ends first stands', () => {
    const list = [baselineEntry({ expires: null }), baselineEntry({ expires: '2027-01-31' }), baselineEntry({})]
    expect(sortEntries(list)).toEqual([baselineEntry({ expires: '2027-01-31' })])
  })
})

describe('a text that is no baseline', () => {
  const line = (parts: object) => JSON.stringify({ ...baselineEntry({}), ...parts })
  test.each([
    ['', 1, 1, 'no header'],
    [line({}), 1, 1, 'no header'],
    ['{"keywarden-baseline":2,"salt":"x"}', 1, 23, 'does not know'],
    ['{"keywarden-baseline":1}', 1, 1, 'salt'],
    ['{"keywarden-baseline":1,"salt":"short"}', 1, 32, 'salt'],
    [`{"keywarden-baseline":1,"salt":"${key}","more":1}`, 1, '1}', 'field that does not exist'],
    [`${header}\n\nnonsense`, 3, 1, 'not JSON'],
    [`${header}\n[]`, 2, 1, 'not JSON'],
    [`${header}\n"text"`, 2, 1, 'expected {'],
    [`${header}\n{}`, 2, 2, 'field name'],
    [`${header}\n{"rule" "x"}`, 2, 9, 'expected :'],
    [`${header}\n{"rule":{}}`, 2, 9, 'expected text'],
    [`${header}\n{"rule":"x"`, 2, 12, 'expected , or }'],
    [`${header}\n{"rule":"x",}`, 2, 13, 'field name'],
    [`${header}\n{"rule":"x","rule":"y"}`, 2, 13, 'twice'],
    [`${header}\n{"rule":"x"} {`, 2, 14, 'end of the line'],
    [`${header}\n{"rule":"x"}`, 2, 1, 'has no'],
    [`${header}\n${line({ fingerprint: 'kw1:short' })}`, 2, '"kw1:short', 'not a fingerprint'],
    [`${header}\n${line({ rule: '' })}`, 2, '"","path', 'no rule'],
    [`${header}\n${line({ path: '' })}`, 2, '"","reason', 'no path'],
    [`${header}\n${line({ reason: ' ' })}`, 2, '" "', 'no reason'],
    [`${header}\n${line({ owner: 5 })}`, 2, '5,"exp', 'not text'],
    [`${header}\n${line({ expires: '2027-02-30' })}`, 2, '"2027-02', 'not a date'],
    [`${header}\n${line({ expires: 'soon' })}`, 2, '"soon', 'not a date'],
    [`${header}\n${line({ note: 'x' })}`, 2, '"x"}', 'field that does not exist'],
    [`${header}\n<<<<<<< HEAD\n`, 2, 1, 'merge conflict'],
    [`<<<<<<< HEAD\n${header}\n`, 1, 1, 'merge conflict'],
    [`${header}\n${line({})}\n=======\n`, 3, 1, 'merge conflict'],
    [`${header}\n{"keywarden-baseline":1,"salt":"${newRepositoryKey(Buffer.alloc(16))}"}`, 2, 32, 'another salt'],
  ])('%j', (text, atLine, at, says) => {
    const column = typeof at === 'number' ? at : (text.split('\n')[atLine - 1] ?? '').indexOf(at) + 1
    expect(() => parseBaseline(text, 'dir/b.jsonl')).toThrow(
      expect.objectContaining({
        code: 'BASELINE_INVALID',
        message: expect.stringMatching(new RegExp(`^dir/b\\.jsonl:${atLine}:${column}: .*${says}`)),
        hint: expect.stringMatching(/./),
      }),
    )
  })

  test('random text is a baseline or a ScanError that repeats none of it', () => {
    const piece = fc.constantFrom(
      header,
      '{',
      '}',
      '"',
      ':',
      ',',
      'null',
      '12',
      '\n',
      '"rule"',
      JSON.stringify(baselineEntry({})),
    )
    const text = fc.array(fc.oneof(piece, anyText)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((tail) => `${header}\n${tail}`),
        ),
        (input) => {
          try {
            expect(parseBaseline(`${input}`, 'b').key).toBe(key)
          } catch (error) {
            expect(error).toBeInstanceOf(ScanError)
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(() => parseBaseline(`${header}\n{"rule": hunter22}`, 'b')).toThrow(/^((?!hunter22).)*$/)
  })
})

describe('adding and removing', () => {
  test('an entry takes the place of one for the same finding and path', () => {
    const baseline = addEntries(emptyBaseline(key), [
      baselineEntry({ expires: '2026-01-01' }),
      baselineEntry({ path: 'b' }),
    ])
    const renewed = addEntries(baseline, [baselineEntry({ reason: 'renewed' })])
    expect(renewed.entries.map(({ path, reason }) => [path, reason])).toEqual([
      ['b', 'test value'],
      ['src/a.ts', 'renewed'],
    ])
  })

  test('removing what was added gives back the text', () => {
    fc.assert(
      fc.property(entries, entries, (before, added) => {
        const baseline = { key, entries: sortEntries(before) }
        const isNew = (entry: BaselineEntry) => entry.reason.startsWith('new')
        const news = added.map((entry) => ({ ...entry, reason: `new ${entry.reason}`, fingerprint: fingerprint('E') }))
        expect(formatBaseline(removeEntries(addEntries(baseline, news), isNew))).toBe(formatBaseline(baseline))
      }),
    )
  })
})

describe('matching', () => {
  const finding = { fingerprint: baselineEntry({}).fingerprint, ruleId: 'github-pat', path: 'src/a.ts' }
  const matcher = (...list: BaselineEntry[]) => createBaselineMatcher({ key, entries: list }, 'b', '2026-11-22')

  test.each([
    ['same rule, secret and path', {}, true],
    ['any path', { path: '*' }, true],
    ['last day', { expires: '2026-11-22' }, true],
    ['day after the last', { expires: '2026-11-21' }, false],
    ['other path', { path: 'src/b.ts' }, false],
    ['path as a glob', { path: 'src/*' }, false],
    ['other rule', { rule: 'npm-token' }, false],
    ['other secret', { fingerprint: fingerprint('B') }, false],
  ])('%s: %j accepts: %s', (_, parts, isAccepted) => {
    expect(matcher(baselineEntry(parts)).accept(finding) !== null).toBe(isAccepted)
  })

  test('an entry does not serve another rule', () => {
    expect(matcher(baselineEntry({})).accept({ ...finding, ruleId: 'npm-token' })).toBe(null)
  })

  test('tells what has accepted nothing and what has expired, of this what a finding asked for', () => {
    const used = baselineEntry({ path: '*' })
    const unused = baselineEntry({ path: 'b' })
    const expired = baselineEntry({ path: 'c', expires: '2026-11-21' })
    const met = baselineEntry({ expires: '2020-01-01' })
    const baseline = matcher(used, unused, expired, met)
    expect(baseline.accept(finding)).toBe(used)
    expect(baseline.unused()).toEqual([unused])
    expect(baseline.expired('all')).toEqual([expired, met])
    expect(baseline.expired('met')).toEqual([met])
  })
})
