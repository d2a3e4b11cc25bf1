import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEnv } from '../../src/dotenv/read-env.ts'
import { appendLines } from '../../src/policy/append-lines.ts'
import { extendTemplate, templateOf } from '../../src/policy/template-text.ts'

const secret = `v${randomBytes(9).toString('hex')}`

describe('the template of an env file', () => {
  test('has its keys, comments and order, and none of its values', () => {
    const env = [
      '# data base',
      `DATABASE_URL=postgres://app:${secret}@db/x # the main one`,
      '',
      `#OLD_TOKEN=${secret}`,
      `export API_TOKEN="${secret}`,
      `second line ${secret}" # token ${secret}`,
      'API_TOKEN=again',
      `rest of something ${secret}`,
      `# was ${secret} before`,
      '# whether to run',
      'RUN=true',
      '# end',
    ].join('\n')
    expect(templateOf(env)).toBe(
      [
        '# data base',
        'DATABASE_URL= # the main one',
        '',
        '#OLD_TOKEN=',
        'export API_TOKEN=',
        '# whether to run',
        'RUN=',
        '# end',
        '',
      ].join('\n'),
    )
  })

  test.each([
    ['A=1\r\nB=2\r\n', 'A=\r\nB=\r\n'],
    ['\ufeffA=1', 'A=\n'],
    ['', ''],
    ['# only this', '# only this\n'],
  ])('of %j is %j', (env, text) => expect(templateOf(env)).toBe(text))

  const key = fc.stringMatching(/^[A-Z]{1,3}$/)
  const value = fc.stringMatching(/^[a-z0-9 #'"=]{0,12}$/)
  const line = fc.oneof(
    fc.tuple(key, value).map(([name, text]) => `${name}=${text}`),
    fc.constantFrom('', '# note', 'junk'),
  )

  test('has all keys once, in order, empty, whatever the file', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const keys = [...new Set(readEnv(lines.join('\n')).map((entry) => entry.key))]
        const entries = readEnv(templateOf(lines.join('\n')))
        expect(entries.map((entry) => [entry.key, entry.value])).toEqual(keys.map((one) => [one, '']))
      }),
    )
  })

  test('extends another by what it lacks, and every line of that stays', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (lines, others) => {
        const old = lines.join('\n')
        const model = templateOf(others.join('\n'))
        const keys = readEnv(model).map((entry) => entry.key)
        const text = extendTemplate(old, model, keys)
        const had = readEnv(old).map((entry) => entry.key)
        const has = readEnv(text).map((entry) => entry.key)
        expect(has.toSorted()).toEqual([...had, ...keys.filter((one) => !had.includes(one))].toSorted())
        const rest = text.split('\n')
        for (const kept of lines) expect(rest.splice(0, rest.indexOf(kept) + 1)).toContain(kept)
        expect(extendTemplate(text, model, keys)).toBe(text)
      }),
    )
  })
})

const model = '# first\nA=\n\n# about b\n# in two lines\nB= # inline\nexport C=\nD=\n'
test.each([
  ['A=\nD=\n', ['B', 'C'], 'A=\n# about b\n# in two lines\nB= # inline\nexport C=\nD=\n'],
  ['D=\n', ['A'], '# first\nA=\nD=\n'],
  ['# intro\n\n# about d\nD=\n', ['C'], '# intro\n\nexport C=\n# about d\nD=\n'],
  ['X=', ['A'], 'X=\n# first\nA=\n'],
  ['X=\r\n', ['D', 'NEW'], 'X=\r\nD=\r\nNEW=\r\n'],
  ['', ['NEW'], 'NEW=\n'],
  ['A=\n', ['A'], 'A=\n'],
])('%j with %j becomes %j', (text, keys, extended) => expect(extendTemplate(text, model, keys)).toBe(extended))

test.each([
  ['', ['.env'], '.env\n'],
  ['dist', ['.env'], 'dist\n.env\n'],
  ['dist\r\n', ['.env', '!.env.example'], 'dist\r\n.env\r\n!.env.example\r\n'],
  ['.env\n', ['.env'], '.env\n'],
  ['.env\n# note\n\ndist\n', ['.env'], '.env\n# note\n\ndist\n'],
  ['.env\n!.env\n', ['.env'], '.env\n!.env\n.env\n'],
  ['!a\nb\n', ['!a'], '!a\nb\n!a\n'],
  ['a\n', [], 'a\n'],
])('ignore lines: %j with %j becomes %j', (text, lines, after) => {
  expect(appendLines(text, lines)).toBe(after)
  expect(appendLines(after, lines)).toBe(after)
})
