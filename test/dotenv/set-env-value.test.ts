import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'dotenv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveEntries } from '../../src/dotenv/effective-entries.ts'
import { quoteEnvValue } from '../../src/dotenv/quote-env-value.ts'
import { readEnv } from '../../src/dotenv/read-env.ts'
import { removeEnvKey } from '../../src/dotenv/remove-env-key.ts'
import { setEnvValue } from '../../src/dotenv/set-env-value.ts'
import { temporaryFolder } from '../support/git-repo.ts'

const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,6}$/)
const text = fc.stringMatching(/^[a-z0-9:/@.-]{0,10}$/)
const oldValue = fc.oneof(
  text,
  fc
    .tuple(fc.stringMatching(/^[a-z0-9 #=.-]{0,10}$/), fc.constantFrom('"', "'", '`'))
    .map(([inner, quote]) => quote + inner + quote),
)
const assignment = fc
  .tuple(
    fc.constantFrom('', 'export '),
    key,
    fc.constantFrom('=', ' = ', ': '),
    oldValue,
    fc.constantFrom('', ' # note'),
  )
  .map((parts) => parts.join(''))
const line = fc.oneof(assignment, fc.constantFrom('', '# a comment', "# don't", 'no assignment', '# OLD=1'))

/** A file of any line ends, with or without byte order mark and final line feed. */
const file = fc
  .tuple(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\ufeff'), fc.boolean())
  .map(([lines, feed, mark, isEnded]) => mark + lines.join(feed) + (isEnded && lines.length > 0 ? feed : ''))

const awkward = fc.string({ unit: fc.constantFrom(...'ab1 \t\n"\'`$\\#=~!&|;<>(){}*?[]é漢😀'), maxLength: 12 })
const anyValue = fc.oneof(text, awkward, fc.string({ unit: 'binary', maxLength: 12 }))

/** What `quoteEnvValue` refuses, in the words of its contract. */
function isRefused(value: string): boolean {
  if (!value.isWellFormed() || /[\0\r]/.test(value) || value.endsWith('\\')) return true
  return value.includes("'") && /["\\$`]/.test(value)
}

const value = anyValue.filter((one) => !isRefused(one))

describe('ENV-05: a quoted value', () => {
  test('is refused exactly where dotenv, Node and a shell cannot all hold it, and is not told', () => {
    fc.assert(
      fc.property(anyValue, (one) => {
        if (!isRefused(one)) return void quoteEnvValue(one)
        const inner = `hush${one}`
        expect(() => quoteEnvValue(inner)).toThrow(/cannot stand in a .env file/)
        expect(() => quoteEnvValue(inner)).not.toThrow(/hush/)
      }),
      { numRuns: 1000 },
    )
  })

  test('is read back as it was by dotenv and by Node, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const lines = values.map((one, i) => `K${i}=${quoteEnvValue(one)} # don't\n`)
        const expected = Object.fromEntries(values.map((one, i) => [`K${i}`, one]))
        expect(parse(lines.join(''))).toEqual(expected)
        expect({ ...parseEnv(lines.join('')) }).toEqual(expected)
        expect(Object.fromEntries(readEnv(lines.join('')).map((entry) => [entry.key, entry.value]))).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test('is read back as it was by a shell and by node --env-file', async () => {
    await using folder = await temporaryFolder()
    const values = fc.sample(value, 400)
    const env = values.reduce((sum, one, i) => setEnvValue(sum, `K${i}`, one), '# first\n')
    const path = join(folder.path, '.env')
    writeFileSync(path, env)
    const print = values.map((_, i) => `printf '%s\\0' "$K${i}"`).join('\n')
    const shells = ['bash', 'sh'].map((shell) => execFileSync(shell, ['-c', `set -a; . "$1"\n${print}`, shell, path]))
    const script = `for (let i = 0; i < ${values.length}; i++) process.stdout.write(process.env['K' + i] + '\\0')`
    const node = execFileSync(process.execPath, [`--env-file=${path}`, '-e', script])
    for (const output of [...shells, node]) expect(output.toString().split('\0').slice(0, -1)).toEqual(values)
  })
})

describe('ENV-04: setting a value', () => {
  test('gives the key that value for every reader, and leaves every other line as it was, byte for byte', () => {
    fc.assert(
      fc.property(file, key, value, (before, name, one) => {
        const after = setEnvValue(before, name, one)
        expect(effectiveEntries(after).get(name)?.value).toBe(one)
        expect(parse(after)[name]).toBe(one)
        const old = effectiveEntries(before).get(name)
        if (old === undefined) return void expect(after.startsWith(before)).toBe(true)
        expect(after.slice(0, old.start)).toBe(before.slice(0, old.start))
        expect(after.endsWith(before.slice(old.end))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('twice changes nothing more, and setting the old value back gives the old values', () => {
    fc.assert(
      fc.property(file, key, value, (before, name, one) => {
        const after = setEnvValue(before, name, one)
        expect(setEnvValue(after, name, one)).toBe(after)
        const old = effectiveEntries(before).get(name)
        if (old === undefined || isRefused(old.value)) return
        expect(effectiveEntries(setEnvValue(after, name, old.value)).get(name)?.value).toBe(old.value)
      }),
    )
  })

  test.each([
    ['', 'A', 'x', 'A=x\n'],
    ['\ufeff', 'A', 'x', '\ufeffA=x\n'],
    ['B=1', 'A', 'x', 'B=1\nA=x'],
    ['B=1\r\n', 'A', 'x', 'B=1\r\nA=x\r\n'],
    ['export A=old # note\nB=1\n', 'A', 'x y', "export A='x y' # note\nB=1\n"],
    ['A=1\nA=2\n', 'A', '3', 'A=1\nA=3\n'],
    ['A=\nB=1\n', 'A', 'x', 'A=x\nB=1\n'],
    ['A= # note\n', 'A', 'x', 'A=x # note\n'],
    ['A=old#note\n', 'A', 'x', 'A=x #note\n'],
    ['A:\n', 'A', 'x', 'A: x\n'],
    ['A: old\n', 'A', 'x', 'A: x\n'],
    ['A = old\n', 'A', 'x', 'A = x\n'],
    ['A="one\ntwo"\nB=1\n', 'A', '', 'A=\nB=1\n'],
    ['A="old" tail\n', 'A', 'x', 'A=x\n'],
    ['a.b-c=1\n', 'a.b-c', '2', 'a.b-c=2\n'],
    ['\ufeffA=1\r\nB=2', 'A', '3', '\ufeffA=3\r\nB=2'],
  ])('%j, %s=%s → %j', (before, name, one, after) => expect(setEnvValue(before, name, one)).toBe(after))

  test.each([
    ['a name that no shell takes', 'A=1\n', '1-a', 'x', 'USAGE'],
    ['lines that end with a carriage return alone', 'A=1\rB=2\r', 'A', 'x', 'UNWRITABLE'],
    ['an open quote that the value would close', 'A="open\n', 'B', 'x"\ny', 'UNWRITABLE'],
  ])('stops at %s', (_, before, name, one, code) => {
    expect(() => setEnvValue(before, name, one)).toThrow(expect.objectContaining({ code }))
  })
})

describe('removing a key', () => {
  test('takes its lines and no other', () => {
    fc.assert(
      fc.property(file, key, (before, name) => {
        const after = removeEnvKey(before, name)
        const rest = readEnv(before).filter((entry) => entry.key !== name)
        expect(readEnv(after).map((entry) => [entry.key, entry.value])).toEqual(rest.map((e) => [e.key, e.value]))
        const gone = readEnv(before).filter((entry) => entry.key === name)
        expect(before.length - after.length).toBe(gone.reduce((sum, { start, end }) => sum + end - start, 0))
      }),
    )
  })

  test.each([
    ['# a\nA=1 # note\nB=2\nA=3\n', 'A', '# a\nB=2\n'],
    ['\ufeffA=1\r\nB=2', 'A', '\ufeffB=2'],
    ['B=2\nA="one\ntwo"', 'A', 'B=2\n'],
    ['B=2', 'A', 'B=2'],
  ])('%j without %s → %j', (before, name, after) => expect(removeEnvKey(before, name)).toBe(after))
})

test.each([
  ['A=b # note', 'note'],
  ['A="b # c" # keywarden: public', 'keywarden: public'],
  ['A=b', ''],
  ['A=b\n# next', ''],
])('the comment of %j is %j', (env, comment) => expect(readEnv(env)[0]?.comment).toBe(comment))
