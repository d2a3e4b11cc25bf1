import { expect, test } from 'vitest'
import { createPalette, hasColor } from '../../src/cli/color.ts'

const TERMINAL = { isTTY: true, isFile: () => false }
const PIPE = { isTTY: false, isFile: () => false }
const FILE = { isTTY: false, isFile: () => true }

test.each([
  ['a terminal', TERMINAL, {}, {}, true],
  ['a pipe', PIPE, {}, {}, false],
  ['a file', FILE, {}, {}, false],
  ['a dumb terminal', TERMINAL, {}, { TERM: 'dumb' }, false],
  ['CI alone', PIPE, {}, { CI: 'true' }, false],
  ['GitHub Actions', PIPE, {}, { GITHUB_ACTIONS: 'true' }, true],
  ['GitHub Actions into a file', FILE, {}, { GITHUB_ACTIONS: 'true' }, false],
  ['GitLab CI', PIPE, {}, { GITLAB_CI: 'true', TERM: 'dumb' }, true],
  ['NO_COLOR', TERMINAL, {}, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', TERMINAL, {}, { NO_COLOR: '' }, true],
  ['NO_COLOR above FORCE_COLOR', TERMINAL, {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['NO_COLOR in CI', PIPE, {}, { NO_COLOR: '1', GITHUB_ACTIONS: 'true' }, false],
  ['FORCE_COLOR', PIPE, {}, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=3 in a dumb terminal', TERMINAL, {}, { FORCE_COLOR: '3', TERM: 'dumb' }, true],
  ['FORCE_COLOR=0', TERMINAL, {}, { FORCE_COLOR: '0' }, false],
  ['FORCE_COLOR=false', TERMINAL, {}, { FORCE_COLOR: 'false', GITHUB_ACTIONS: 'true' }, false],
  ['an empty FORCE_COLOR', PIPE, {}, { FORCE_COLOR: '' }, false],
  ['--color above NO_COLOR', FILE, { color: true }, { NO_COLOR: '1' }, true],
  ['--no-color above FORCE_COLOR', TERMINAL, { 'no-color': true }, { FORCE_COLOR: '1' }, false],
  ['--no-color above --color', TERMINAL, { color: true, 'no-color': true }, {}, false],
] as const)('%s', (_, stream, flags, env, expected) => {
  expect(hasColor({ flags, env, ...stream })).toBe(expected)
})

test('the palette has colours or not, whatever picocolors would decide', async () => {
  const plain = await createPalette({ flags: {}, env: { CI: '1' }, ...PIPE })
  expect([plain.red('a'), plain.bold('a')]).toEqual(['a', 'a'])
  const colored = await createPalette({ flags: { color: true }, env: { NO_COLOR: '1' }, ...PIPE })
  expect(colored.red('a')).toBe('\u001b[31ma\u001b[39m')
})

test.each([
  ['a terminal that shows Unicode', TERMINAL, { LANG: 'de_DE.UTF-8' }, '✔'],
  ['LC_ALL above LANG', TERMINAL, { LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'ok:'],
  ['a terminal that tells nothing', TERMINAL, {}, 'ok:'],
  ['a pipe', PIPE, { LANG: 'de_DE.UTF-8' }, 'ok:'],
  ['a CI log', PIPE, { GITHUB_ACTIONS: 'true' }, '✔'],
])('signs for %s', async (_, stream, env, sign) => {
  expect((await createPalette({ flags: {}, env, ...stream })).symbols.pass).toBe(sign)
})
