import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charSet } from '../../../src/rules/pattern/char-set.ts'
import { edgeChars } from '../../../src/rules/pattern/edge-chars.ts'
import { matchWithoutKeyword } from '../../../src/rules/pattern/keyword-proof.ts'
import { literalPrefix } from '../../../src/rules/pattern/literal-prefix.ts'
import { parsePattern } from '../../../src/rules/pattern/parse-pattern.ts'
import { longestMatch, patternReach } from '../../../src/rules/pattern/pattern-reach.ts'
import type { PatternNode } from '../../../src/rules/pattern/pattern-tree.ts'
import { requiredLiterals } from '../../../src/rules/pattern/required-literals.ts'
import { randomSource } from '../../../src/rules/random-source.ts'
import { arbitraryPattern } from './arbitrary-pattern.ts'
import { matchOf } from './match-of.ts'

const treeOf = (source: string, flags: '' | 'i' = ''): PatternNode => parsePattern(source, flags).tree as PatternNode
/** Holds for each text that a random expression matches. */
const forEachMatch = (check: (tree: PatternNode, text: string) => void) =>
  fc.assert(
    fc.property(arbitraryPattern, fc.string(), (source, seed) => {
      const tree = treeOf(source)
      check(tree, matchOf(tree, randomSource(seed)))
    }),
    { numRuns: 300 },
  )

test.each([
  ['abc', 3],
  ['a{2,5}|b', 5],
  ['(?:ab?){0,3}', 6],
  ['(?<=xyz)a', 4],
  ['a(?=bc)', 3],
  ['(?=abcd)ab', 4],
  ['a(?!b{0,9})', 10],
  ['abc(?<=xabc)', 4],
  ['\\ba\\b', 3],
  ['(?<=a(?<=xya))b', 4],
  ['(?:a(?=bcd)){2}', 5],
])('%s spans %i characters at the most', (source, length) => expect(longestMatch(treeOf(source))).toBe(length))

test('a match has a length between the bounds', () => {
  forEachMatch((tree, text) => {
    const { min, max } = patternReach(tree)
    expect(text.length).toBeGreaterThanOrEqual(min)
    expect(text.length).toBeLessThanOrEqual(max)
  })
})

test.each([
  ['ghp_[A-Za-z0-9]{36}', ['ghp_']],
  ['gh[pousr]_[A-Za-z0-9]{36}', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_']],
  ['(?:AKIA|ASIA|A3T[A-Z0-9])[A-Z2-7]{16}', ['akia', 'asia', 'a3t']],
  ['[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,70}', ['.atlasv1.']],
  ['sk-(?:proj|admin)?-?[\\w-]{20}T3BlbkFJ[\\w-]{20}', ['t3blbkfj']],
  ['(?:ab|cd){2}', ['abab', 'abcd', 'cdab', 'cdcd']],
  ['(?:x[0-9]{3}){1,3}', ['x']],
  ['abc(?:def)?', ['abc']],
  ['(?:abc)?', null],
  ['[0-9a-f]{32}', null],
  ['abc|[0-9]', null],
  ['(?:key|keys)', ['key']],
])('each match of %s holds one of %j', (source, literals) => {
  const found = requiredLiterals(treeOf(source))
  expect(found === null ? null : [...found].sort()).toEqual(literals === null ? null : [...literals].sort())
})

test('letter case does not count', () => expect(requiredLiterals(treeOf('KeY', 'i'))).toEqual(['key']))

test('every match holds a required literal, and the proof agrees', () => {
  forEachMatch((tree, text) => {
    const literals = requiredLiterals(tree)
    if (literals === null) return
    expect(literals.some((literal) => text.toLowerCase().includes(literal))).toBe(true)
    expect(matchWithoutKeyword(tree, literals)).toBeNull()
  })
})

test.each([
  ['xox[bp]-[0-9]{9}', ['xoxb-', 'xoxp-'], true],
  ['xox[bpe]-[0-9]{9}', ['xoxb-', 'xoxp-'], false],
  ['GHP_x', ['ghp_'], true],
  ['(?:ab){2,4}', ['baba'], false],
  ['(?:ab){3,4}', ['baba'], true],
  ['za{1,2}b', ['zab'], false],
  ['[ab]{2}', ['aa', 'ab', 'ba', 'bb'], true],
  ['[ab]{2}', ['aa', 'ab', 'ba'], false],
  ['a{0,500}b', ['ab'], false],
  ['a{1,500}b', ['ab'], true],
  ['(?=key)[a-z]{3}', ['key'], false],
])('proof that each match of %s holds one of %j: %s', (source, keywords, holds) => {
  expect(matchWithoutKeyword(treeOf(source), keywords) === null).toBe(holds)
})

test('a proof that fails shows a match without a keyword, one that does not fail has none', () => {
  const keyword = fc.constantFrom('a', 'b', 'abc', 'key', 'ab', '-', 'ca', '0')
  fc.assert(
    fc.property(
      arbitraryPattern,
      fc.array(keyword, { minLength: 1, maxLength: 3 }),
      fc.string(),
      (source, words, seed) => {
        const tree = treeOf(source)
        const witness = matchWithoutKeyword(tree, words)
        const text = (witness ?? matchOf(tree, randomSource(seed))).toLowerCase()
        expect(words.some((word) => text.includes(word))).toBe(witness === null)
        if (witness !== null && witness.length <= 16) expect(witness).toMatch(new RegExp(`^(?:${source})$`, 'i'))
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  ['abc', 'a', 'c'],
  ['ab?|cd?', 'ac', 'abcd'],
  ['x{0,3}a=?=?', 'xa', 'a='],
  ['(?<=z)a(?!b)', 'a', 'a'],
  ['a{0}b', 'b', 'b'],
])('%s begins with one of %s and ends with one of %s', (source, first, last) => {
  expect(edgeChars(treeOf(source), 'first')).toBe(charSet(first))
  expect(edgeChars(treeOf(source), 'last')).toBe(charSet(last))
})

test('a match begins and ends with an edge character', () => {
  forEachMatch((tree, text) => {
    if (text === '') return
    expect(edgeChars(tree, 'first') & charSet(text.slice(0, 1))).not.toBe(0n)
    expect(edgeChars(tree, 'last') & charSet(text.slice(-1))).not.toBe(0n)
  })
})

test.each([
  ['ghp_[a-z]{3}', 'ghp_'],
  ['(?:sk_live|sk_test)_x', 'sk_'],
  ['(?:ab|ab)c', 'abc'],
  ['a{3}b', 'aaab'],
  ['a{1,3}b', 'a'],
  ['a?b', ''],
  ['(?!x)(ab)c', 'abc'],
  ['[ab]c', ''],
])('every match of %s begins with "%s"', (source, prefix) => expect(literalPrefix(treeOf(source))).toBe(prefix))

test('a match begins with the literal prefix', () => {
  forEachMatch((tree, text) => expect(text.startsWith(literalPrefix(tree))).toBe(true))
})
