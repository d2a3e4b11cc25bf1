import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Invocation } from '../../src/cli/invocation.ts'
import { OPTION_SPECS } from '../../src/cli/options.ts'
import { leadingVerb, parsePlain } from '../../src/cli/parse-plain.ts'
import { parseWithYargs } from '../../src/cli/parse-with-yargs.ts'
import { VERB_NAMES, VERB_SPECS, type Verb } from '../../src/cli/verbs.ts'
import { ScanError } from '../../src/model/errors.ts'

function plainly(argv: readonly string[]): Invocation {
  const line = leadingVerb(argv)
  if (line === null) throw new Error('no verb leads the line')
  return parsePlain(line)
}

async function withYargs(argv: readonly string[]): Promise<Invocation> {
  const parsed = await parseWithYargs(argv, 100)
  if (parsed.kind === 'text') throw new Error('yargs shows a text')
  return parsed.invocation
}

describe('both parsers read a line alike', () => {
  test.each([
    ['scan', { verb: 'scan', flags: {}, operands: [] }],
    ['scan --staged', { verb: 'scan', flags: { staged: true }, operands: [] }],
    ['scan src test', { verb: 'scan', flags: {}, operands: ['src', 'test'] }],
    ['scan 1e5 0x10 007 1.50', { verb: 'scan', flags: {}, operands: ['1e5', '0x10', '007', '1.50'] }],
    ['scan a -- -x 1e9 --staged', { verb: 'scan', flags: {}, operands: ['a', '-x', '1e9', '--staged'] }],
    ['scan -- a -- b', { verb: 'scan', flags: {}, operands: ['a', '--', 'b'] }],
    ['scan a --quiet b', { verb: 'scan', flags: { quiet: true }, operands: ['a', 'b'] }],
    ['scan --range A..B', { verb: 'scan', flags: { range: 'A..B' }, operands: [] }],
    ['scan --range=A..B', { verb: 'scan', flags: { range: 'A..B' }, operands: [] }],
    ['scan --range=--output=x..y', { verb: 'scan', flags: { range: '--output=x..y' }, operands: [] }],
    ['scan --stdin --stdin-filename 5', { verb: 'scan', flags: { stdin: true, 'stdin-filename': '5' }, operands: [] }],
    ['scan -f json', { verb: 'scan', flags: { format: 'json' }, operands: [] }],
    ['scan -qf json', { verb: 'scan', flags: { quiet: true, format: 'json' }, operands: [] }],
    ['scan -f json --format text', { verb: 'scan', flags: { format: 'text' }, operands: [] }],
    ['scan --max-findings 010', { verb: 'scan', flags: { 'max-findings': '010' }, operands: [] }],
    ['scan -o json=a -o sarif=b=c x', { verb: 'scan', flags: { output: ['json=a', 'sarif=b=c'] }, operands: ['x'] }],
    ['scan --output json=1', { verb: 'scan', flags: { output: ['json=1'] }, operands: [] }],
    ['scan --no-color --no-baseline', { verb: 'scan', flags: { 'no-color': true, 'no-baseline': true }, operands: [] }],
    ['scan --color --color', { verb: 'scan', flags: { color: true }, operands: [] }],
    ['scan --version', { verb: 'scan', flags: { version: true }, operands: [] }],
    ['audit ../x -v', { verb: 'audit', flags: { verbose: true }, operands: ['../x'] }],
    ['audit --fail-on high', { verb: 'audit', flags: { 'fail-on': 'high' }, operands: [] }],
    ['policy --config a.toml', { verb: 'policy', flags: { config: 'a.toml' }, operands: [] }],
    ['rules check 1 2', { verb: 'rules check', flags: {}, operands: ['1', '2'] }],
    ['rules list -f json', { verb: 'rules list', flags: { format: 'json' }, operands: [] }],
    ['rules explain 1e5', { verb: 'rules explain', flags: {}, operands: ['1e5'] }],
    ['rules explain -- --x', { verb: 'rules explain', flags: {}, operands: ['--x'] }],
    ['rules test a --text 1e5', { verb: 'rules test', flags: { text: '1e5' }, operands: ['a'] }],
    ['rules new acme', { verb: 'rules new', flags: {}, operands: ['acme'] }],
    [
      'baseline add kw1:a kw1:b --reason r',
      { verb: 'baseline add', flags: { reason: 'r' }, operands: ['kw1:a', 'kw1:b'] },
    ],
    ['baseline prune', { verb: 'baseline prune', flags: {}, operands: [] }],
  ])('%s', async (line, expected) => {
    const argv = line.split(' ')
    expect(plainly(argv)).toEqual(expected)
    expect(await withYargs(argv)).toEqual(expected)
  })

  test('random lines of known options', async () => {
    const operand = fc.constantFrom('src', '1e5', '.env', 'a=b', 'x y', '007')
    const words = (verb: Verb) =>
      fc.array(
        fc
          .constantFrom(...VERB_SPECS[verb].options.filter((name) => name !== 'help'))
          .chain((name): fc.Arbitrary<string[]> => {
            const { type } = OPTION_SPECS[name]
            const value = fc.constantFrom('a', '1e5', 'x=y', 'x y')
            return type === 'boolean' ? fc.constant([`--${name}`]) : value.map((text) => [`--${name}`, text])
          }),
        { maxLength: 4 },
      )
    const line = fc
      .constantFrom(...VERB_NAMES)
      .chain((verb) =>
        fc
          .tuple(words(verb), fc.array(operand, { maxLength: 2 }), words(verb), fc.array(operand, { maxLength: 2 }))
          .map(([a, b, c, d]) => [
            ...verb.split(' '),
            ...a.flat(),
            ...b,
            ...c.flat(),
            ...(d.length > 0 ? ['--', ...d] : []),
          ]),
      )
    const outcome = async (parse: () => Invocation | Promise<Invocation>) => {
      try {
        return await parse()
      } catch (error) {
        if (error instanceof ScanError) return error.message
        throw error
      }
    }
    await fc.assert(
      fc.asyncProperty(line, async (argv) => {
        expect(await outcome(() => withYargs(argv))).toEqual(await outcome(() => plainly(argv)))
      }),
      { numRuns: 100 },
    )
  })
})

test('options may stand before the verb', async () => {
  expect(await withYargs(['--quiet', 'scan', 'src'])).toEqual({
    verb: 'scan',
    flags: { quiet: true },
    operands: ['src'],
  })
  expect(await withYargs(['-f', 'json', 'rules', 'list'])).toEqual({
    verb: 'rules list',
    flags: { format: 'json' },
    operands: [],
  })
})

test.each([
  ['scan --stagd', 'unknown option --stagd', 'did you mean --staged?'],
  ['scan --staged --colour', 'unknown option --colour', 'did you mean --color?'],
  ['scan -qx', 'unknown option -x', 'keywarden scan --help'],
  ['audit --staged', '"audit" has no option --staged', 'it is for "scan"'],
  ['scan --format', '--format needs a value', 'write --format FORMAT'],
  ['scan --format=', '--format needs a value', 'write --format FORMAT'],
  ['scan --output --quiet', '--output needs a value', 'write --output FORMAT=PATH'],
  ['audit a b', '"audit" takes only one REPO', 'keywarden audit --help'],
  ['policy src', '"policy" takes no arguments', 'keywarden policy --help'],
  ['rules explain', '"rules explain" needs a RULE', 'keywarden rules explain --help'],
  ['scna --staged', 'unknown verb "scna"', 'did you mean "keywarden scan"?'],
  ['rules chek', 'unknown verb "rules chek"', 'did you mean "keywarden rules check"?'],
  ['rules', '"rules" needs a second word', 'rules check, rules list'],
  ['src/', 'unknown verb "src/"', 'keywarden scan PATH'],
  ['--quiet', 'no verb is given', 'keywarden --help'],
])('the mistake in "%s" is named, with a way on', async (line, message, hint) => {
  const error = await withYargs(line.split(' ')).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ScanError)
  expect(error).toMatchObject({ code: 'USAGE', message, hint: expect.stringContaining(hint) })
})

test('a lone dash is a mistake, not a file', () => {
  expect(() => plainly(['scan', '-'])).toThrow('"-" is no PATH')
})

test('an empty path is a mistake, not the current folder', () => {
  expect(() => plainly(['scan', ''])).toThrow('an empty PATH is given')
})

test('what looks like a secret on the command line is not repeated', async () => {
  const planted = ['npm', 'y'.repeat(36)].join('_')
  for (const argv of [
    [planted],
    ['scan', `--${planted}`],
    ['rules', planted],
    ['scan', '--staged', `--format=${planted}`, `-${planted}`],
  ]) {
    const error = await withYargs(argv).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ScanError)
    expect(`${(error as ScanError).message}${(error as ScanError).hint}`).not.toContain(planted)
  }
})

describe('help', () => {
  test.each(VERB_NAMES)('of "%s" tells what it does, two examples and the exit codes', async (verb) => {
    const parsed = await parseWithYargs([...verb.split(' '), '--help'], 400)
    const { about, examples, options } = VERB_SPECS[verb]
    expect(examples.length).toBeGreaterThanOrEqual(2)
    const text = parsed.kind === 'text' ? parsed.text : ''
    for (const part of [about, ...examples.flat(), 'Exit codes:', ...options.map((name) => `--${name}`)]) {
      expect(text).toContain(part)
    }
  })

  test('keeps a command line in one piece where it does not fit beside what it does', async () => {
    const parsed = await parseWithYargs(['secrets', 'push', '--help'], 60)
    expect(parsed).toMatchObject({
      text: expect.stringContaining('\n  keywarden secrets push .env.production --env production'),
    })
  })

  test('of "secrets run" tells the exit codes of the program, not those of a scan', async () => {
    const parsed = await parseWithYargs(['secrets', 'run', '--help'], 80)
    expect(parsed).toMatchObject({ text: expect.stringMatching(/128 \+ n {9}it was ended by signal n/) })
    expect(parsed).toMatchObject({ text: expect.not.stringContaining('--fail-on') })
  })

  test('of all together names every verb', async () => {
    const parsed = await parseWithYargs(['--help'], 100)
    const words = new Set(VERB_NAMES.map((verb) => verb.split(' ')[0]))
    for (const word of words) expect(parsed).toMatchObject({ text: expect.stringContaining(`keywarden ${word}`) })
  })
})

test('completion knows verbs and options', async () => {
  const complete = async (...words: string[]) => {
    const parsed = await parseWithYargs(['--get-yargs-completions', 'keywarden', ...words], 80)
    return parsed.kind === 'text' ? parsed.text.split('\n') : []
  }
  expect(await complete('')).toEqual(expect.arrayContaining(['scan', 'audit', 'rules']))
  expect(await complete('rules', '')).toEqual(expect.arrayContaining(['check', 'explain']))
  expect(await complete('scan', '--st')).toEqual(expect.arrayContaining(['--staged', '--stdin']))
  expect(await parseWithYargs(['completion'], 80)).toMatchObject({ text: expect.stringContaining('complete') })
})
