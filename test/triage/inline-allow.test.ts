import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInlineAllows } from '../../src/triage/inline-allow.ts'
import { anyText, fakeToken, matchesIn, RULE_IDS, reading, rule } from './build-match.ts'

const token = fakeToken('ab')
const other = fakeToken('cd')

function acceptedBy(text: string, value = token, of = rule()) {
  return reading(text, matchesIn(text, value, of)).matches.map(({ inline }) => inline)
}

describe('our own comments', () => {
  test.each([
    ['# keywarden:allow github-pat used in docs', 'used in docs'],
    ['# keywarden:allow github-pat used in docs gitleaks:allow', 'used in docs'],
    ['// keywarden:allow github-pat -- used in docs', 'used in docs'],
    ['/* keywarden:allow github-pat used in docs */ more()', 'used in docs'],
    ['<!-- keywarden:allow github-pat: used in docs -->', 'used in docs'],
    ['{# keywarden:allow github-pat used in docs #}', 'used in docs'],
    ['keywarden:allow npm-token,github-pat used in docs', 'used in docs'],
    ['keywarden:allow npm-token, github-pat used in docs', 'used in docs'],
    ['keywarden:allow github-pat, used in docs', 'used in docs'],
    ['"note": "keywarden:allow github-pat used in docs" },', 'used in docs'],
    ['# keywarden:allow github-pat gebraucht für Übungen', 'gebraucht für Übungen'],
    [`# keywarden:allow github-pat ${'long '.repeat(100)}`, `${'long '.repeat(40)}`],
  ])('%s', (comment, reason) => {
    expect(acceptedBy(`first\nlet a = "${token}" ${comment}\r\nlast`)).toEqual([
      { kind: 'inline', reason, line: 2, spelling: 'keywarden:allow' },
    ])
  })

  test('stand before the secret as well as behind it', () => {
    expect(acceptedBy(`/* keywarden:allow github-pat sample */ "${token}"`)[0]?.reason).toBe('sample')
  })

  test('stand on the line above', () => {
    const text = `// keywarden:allow-next-line github-pat sample\n"${token}"\n"${token}"`
    expect(acceptedBy(text).map((inline) => inline?.line ?? null)).toEqual([1, null])
  })

  test.each([
    ['keywarden:allow github-pat', 'gives no reason'],
    ['keywarden:allow github-pat */', 'gives no reason'],
    ['keywarden:allow github-pat --', 'gives no reason'],
    ['keywarden:allow', 'names no rule'],
    ['<!-- keywarden:allow -->', 'names no rule'],
    ['keywarden:allow * everything', 'does not take *'],
    ['keywarden:allow github-pta a typo', 'names a rule that does not exist'],
    ['keywarden:allow github-pat,nonsense a typo', 'names a rule that does not exist'],
    ['keywarden:allow used in docs', 'names a rule that does not exist'],
  ])('%s accepts nothing and says why', (comment, why) => {
    const text = `\n"${token}" # ${comment}`
    const result = reading(text, matchesIn(text, token))
    expect(result.matches.map(({ inline }) => inline)).toEqual([null])
    expect(result.notices).toEqual([{ line: 2, says: expect.stringContaining(why) }])
    expect(result.unused).toEqual([])
  })

  test('a notice does not repeat what stands where the rule should', () => {
    const text = `"${token}" # keywarden:allow ${other} reason`
    expect(JSON.stringify(reading(text, matchesIn(text, token)).notices)).not.toContain(other)
  })

  test('a rule that stands elsewhere is told as unused, a comment in prose is not told at all', () => {
    const text = `"${token}" # keywarden:allow npm-token why\nkeywarden:allow RULE-ID reason\n`
    const result = reading(text, matchesIn(text, token), 100)
    expect(result.matches.map(({ inline }) => inline)).toEqual([null])
    expect(result.unused).toEqual([{ line: 101, says: expect.stringContaining('accepts nothing') }])
    expect(result.notices).toEqual([])
  })

  test('two on a line each have their own reason', () => {
    const text = `"${token}" "${other}" /* keywarden:allow github-pat one */ /* keywarden:allow npm-token two */`
    const matches = [...matchesIn(text, token), ...matchesIn(text, other, rule('npm-token'))]
    expect(reading(text, matches).matches.map(({ inline }) => inline?.reason)).toEqual(['one', 'two'])
  })
})

describe('comments of other scanners', () => {
  const SAME_LINE = [
    'gitleaks:allow',
    'betterleaks:allow',
    'trufflehog:ignore',
    'kingfisher:ignore',
    'pragma: allowlist secret',
    'pragma: whitelist secret',
    'pragma:allowlist secret',
    'pragma: allowlist-secret',
    'secretlint-disable-line',
  ]
  const NEXT_LINE = [
    'pragma: allowlist nextline secret',
    'pragma: whitelist nextline secret',
    'secretlint-disable-next-line',
  ]

  test.each(SAME_LINE)('%s accepts what stands on its line', (spelling) => {
    const text = `"${token}" # ${spelling}\n"${token}"`
    expect(acceptedBy(text)).toEqual([{ kind: 'inline', reason: '', line: 1, spelling }, null])
  })

  test.each(NEXT_LINE)('%s accepts what stands on the next line', (spelling) => {
    const text = `"${token}" // ${spelling}\n"${token}"\n"${token}"`
    expect(acceptedBy(text)).toEqual([null, { kind: 'inline', reason: '', line: 1, spelling }, null])
  })

  test.each([
    'gitleaks:allowed',
    'Gitleaks:Allow',
    'my-gitleaks:allow',
    'gitleaks: allow',
    'pragma: allowlist secrets',
  ])('%s is not one of them', (words) => expect(acceptedBy(`"${token}" # ${words}`)).toEqual([null]))

  test('secretlint-disable goes to secretlint-enable, or to the end', () => {
    const text = [token, '/* secretlint-disable */', token, '/* secretlint-enable */', token].join('\n')
    expect(acceptedBy(text).map((inline) => inline !== null)).toEqual([false, true, false])
    expect(acceptedBy(`// secretlint-disable\n\n${token}\n${token}`).every((inline) => inline?.line === 1)).toBe(true)
  })

  test('secretlint-enable for a rule ends only the block for that rule', () => {
    const name = '@secretlint/secretlint-rule-github'
    const open = `/* secretlint-disable ${name} */`
    const own = [open, token, `/* secretlint-enable ${name} */`, token].join('\n')
    const others = [open, token, '/* secretlint-enable @secretlint/secretlint-rule-npm */', token].join('\n')
    expect(acceptedBy(own).map((inline) => inline !== null)).toEqual([true, false])
    expect(acceptedBy(others).map((inline) => inline !== null)).toEqual([true, true])
  })

  test.each([
    ['@secretlint/secretlint-rule-github', 'github-pat', true],
    ['@secretlint/secretlint-rule-preset-recommend', 'github-pat', true],
    ['@secretlint/secretlint-rule-npm -- sample', 'npm-token', true],
    ['@secretlint/secretlint-rule-npm', 'github-pat', false],
  ])('secretlint-disable-line %s for %s: %s', (options, ruleId, isAccepted) => {
    const text = `"${token}" // secretlint-disable-line ${options}`
    const result = reading(text, matchesIn(text, token, rule(ruleId)))
    expect(result.matches[0]?.inline !== null).toBe(isAccepted)
    expect(result.notices).toHaveLength(isAccepted ? 0 : 1)
  })

  test('secretlint gives its reason behind two dashes', () => {
    expect(acceptedBy(`"${token}" // secretlint-disable-line -- sample value`)[0]?.reason).toBe('sample value')
  })
})

test('a secret of several lines is accepted from its first and from its last line, not from between', () => {
  const value = ['BEGIN', 'body', 'END'].join('\n')
  const key = rule('private-key', 'key')
  const comment = '# keywarden:allow private-key sample'
  expect(acceptedBy(`/${comment} */ ${value}`.replace('#', '*'), value, key)[0]?.reason).toBe('sample')
  expect(acceptedBy(`${value} ${comment}`, value, key)[0]?.reason).toBe('sample')
  expect(acceptedBy(`${value}\n${comment}`, value, key)).toEqual([null])
  const within = `BEGIN\nbody ${comment}\nEND`
  expect(acceptedBy(within, within, key)).toEqual([null])
})

test('words inside a secret accept neither it nor its neighbour', () => {
  const value = 'abc gitleaks:allow def'
  const text = `p = "${value}"; t = "${token}"`
  const matches = [...matchesIn(text, value, rule('generic-password', 'password')), ...matchesIn(text, token)]
  expect(reading(text, matches).matches.map(({ inline }) => inline)).toEqual([null, null])
})

test('our comment is named first where two accept the same', () => {
  expect(acceptedBy(`"${token}" # gitleaks:allow keywarden:allow github-pat sample`)[0]).toMatchObject({
    spelling: 'keywarden:allow',
    reason: 'sample',
  })
})

test('SEC-05: a second secret on the line does not leave in the reason for the first', () => {
  const text = `ü a = "${token}" # keywarden:allow github-pat sample, see b = "${other}" ok`
  const matches = [...matchesIn(text, token), ...matchesIn(text, other, rule('npm-token'))]
  const result = reading(text, matches)
  expect(result.matches.map(({ inline }) => inline?.reason ?? null)).toEqual(['sample, see b = "****" ok', null])
  expect(JSON.stringify(result)).not.toContain(other)
})

test('a comment reaches only its own line, for every text round it', () => {
  const lines = fc.array(fc.constantFrom('', 'code()', 'ü€', '\t# note', token, `${token} # gitleaks:allow`))
  fc.assert(
    fc.property(lines, fc.constantFrom('\n', '\r\n'), (parts, separator) => {
      const text = parts.join(separator)
      const expected = parts.filter((part) => part.startsWith(token)).map((part) => part.includes('allow'))
      expect(acceptedBy(text).map((inline) => inline !== null)).toEqual(expected)
    }),
  )
})

test('any bytes are read without an error', () => {
  const words = fc.constantFrom(
    'keywarden:allow',
    ' github-pat',
    ',',
    '*',
    ' why',
    '\n',
    'secretlint-disable',
    '--',
    '*/',
  )
  const pieces = fc.array(fc.oneof(words, anyText))
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (parts, from, length) => {
      const text = parts.join('')
      const matches = matchesIn(text, text.slice(from % (text.length + 1)).slice(0, (length % 5) + 1) || 'none')
      expect(reading(text, matches).matches).toHaveLength(matches.length)
    }),
  )
})

test('a line of a megabyte full of comments and secrets is read', () => {
  const text = `"${token}" /* keywarden:allow github-pat sample */ `.repeat(12_000)
  const content = { buffer: Buffer.from(text), start: 0, end: text.length }
  const matches = matchesIn(text.slice(0, 100_000), token).map((match) => ({
    ...match,
    location: { ...match.location, startLine: 1, endLine: 1 },
  }))
  const result = readInlineAllows({ content, linesBefore: 0 }, matches, RULE_IDS)
  expect(result.matches.every(({ inline }) => inline?.reason === 'sample')).toBe(true)
})
