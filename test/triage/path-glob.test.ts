import fc from 'fast-check'
import micromatch from 'micromatch'
import { describe, expect, test } from 'vitest'
import { compilePathGlob, flawOfGlob } from '../../src/triage/path-glob.ts'

describe('a glob', () => {
  test.each([
    ['*.pem', ['a.pem', 'deep/er/a.pem', '.pem', '.hidden/a.pem'], ['a.pem.txt', 'a.pem/b']],
    ['.env*', ['.env', 'app/.env.local'], ['env', 'app/.env/x']],
    ['**', ['.env', 'a/b/.c'], []],
    ['test/**', ['test/a', 'test/.a/b'], ['src/test/a', 'tests/a', 'test']],
    ['test/', ['test/a', 'test/.a/b'], ['src/test/a', 'tests/a']],
    ['**/fixtures/**', ['fixtures/a', 'x/y/fixtures/z/a'], ['fixtures.ts', 'x/fixture/a']],
    ['a**', ['a', 'x/abc'], ['a/b']],
    ['{x,y/**}', ['x', 'y/z'], ['y', 'z/x']],
    ['src/*.ts', ['src/a.ts'], ['src/a/b.ts', 'a/src/a.ts', 'src/a.js']],
    ['/*.ts', ['a.ts'], ['src/a.ts']],
    ['./src/a.ts', ['src/a.ts'], ['a.ts']],
    ['{a,b/c}/*.{ts,js}', ['a/x.ts', 'b/c/x.js'], ['b/x.ts', 'a/x.md']],
    ['a/**/z/**/*.x', ['a/z/b.x', 'a/b/z/c/d.x', 'a/z/z/z.x'], ['a/b.x', 'z/b.x', 'a/z/b.y']],
    ['app/(auth)/[id].ts', ['app/(auth)/[id].ts'], ['app/auth/[id].ts']],
    ['x/{a,b}.ts', ['x/{a,b}.ts', 'x/a.ts'], ['x/c.ts']],
    ['a+(b)|c$^"d"', ['a+(b)|c$^"d"', 'x/a+(b)|c$^"d"'], ['abbc']],
    ['x/!a', ['x/!a'], ['x/b', 'x/a']],
    ['x[!a]/[^b]', ['xb/a'], ['xa/a', 'xb/b']],
    ['file?.[a-c]', ['file1.a', 'x/file2.c'], ['file.a', 'file1.d']],
    ['*.key', ['new\nline.key', 'lone\udc80.key'], []],
  ])('%s', (glob, fitting, others) => {
    expect(flawOfGlob(glob)).toBe(null)
    const fits = compilePathGlob(glob)
    expect(fitting.filter((path) => !fits(path))).toEqual([])
    expect(others.filter(fits)).toEqual([])
  })

  test.each([
    ['a'.repeat(257), 'longer than 256'],
    [' ', 'empty'],
    ['!src/**', 'begins with "!"'],
    ['src\\main.ts', 'backslash'],
    ['../secrets/*', 'leaves the repository'],
    ['{a,b}'.repeat(50), 'too many alternatives'],
    ['{1..1000000}', 'range'],
    ['*({/@((/)]}?', 'braces'],
    ['src/*a*b*c*d', 'more than 3'],
    [`${'*a'.repeat(60)}b`, 'more than 3'],
  ])('%s is refused', (glob, why) => expect(flawOfGlob(glob)).toContain(why))
})

test('globs mean what they mean to micromatch', () => {
  const glob = fc.array(fc.constantFrom('**', '*', 'a', 'b*', '*.c', '?', '[ab]', '.d', 'a.c'), {
    minLength: 2,
    maxLength: 5,
  })
  const path = fc.array(fc.constantFrom('a', 'b', 'bb', 'x.c', '.d', 'a.c'), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(glob, path, (globParts, pathParts) => {
      const [pattern, name] = [globParts.join('/'), pathParts.join('/')]
      // micromatch takes `b/**` for `b`, but `b/**/**` and `b/*/**` for less
      const told = pattern.replace(/(?:\*\*\/)*\*\*$/, '**/*')
      expect(compilePathGlob(pattern)(name)).toBe(micromatch.isMatch(name, told, { dot: true }))
    }),
    { numRuns: 500 },
  )
})

test('any text is refused or compiles, and the answer comes', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab*?[]{},/.!()+|@-\\') })
  fc.assert(
    fc.property(text, text, (glob, path) => {
      const answer = flawOfGlob(glob) === null ? compilePathGlob(glob)(path) : false
      expect(typeof answer).toBe('boolean')
    }),
  )
})

test('the worst globs that are let through answer on the longest names', () => {
  const name = 'a'.repeat(255)
  const deep = Array.from({ length: 1000 }, () => 'a').join('/')
  expect(compilePathGlob('*a*a*b')(name)).toBe(false)
  expect(compilePathGlob(`${'**/a/'.repeat(40)}b`)(deep)).toBe(false)
  expect(compilePathGlob('**/*a*a*b/**/*a*a*b')(`${deep}/${name}`)).toBe(false)
})
