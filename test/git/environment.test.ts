import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gitEnvironment, SAFE_SETTINGS } from '../../src/git/environment.ts'

const SAFE = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
}

test('HOST-01 HOST-05 HOST-06 HOST-07 what would run a command, or fetch, is switched off by settings as well', () => {
  expect(SAFE_SETTINGS).toEqual(
    expect.arrayContaining([
      'core.fsmonitor=false',
      'core.hooksPath=/dev/null',
      'log.showSignature=false',
      'protocol.allow=never',
    ]),
  )
})

test('what makes git safe is set, whatever the environment says', () => {
  expect(gitEnvironment({})).toEqual(SAFE)
  const opposite = Object.fromEntries(Object.keys(SAFE).map((name) => [name, 'other']))
  expect(gitEnvironment(opposite)).toEqual(SAFE)
})

test('GIT-22 GIT-24 what tells a hook where the repository lies passes', () => {
  const told = {
    GIT_DIR: '/r/.git/worktrees/t',
    GIT_WORK_TREE: '/t',
    GIT_COMMON_DIR: '/r/.git',
    GIT_INDEX_FILE: '/r/.git/index.lock',
    GIT_PREFIX: 'a/',
    GIT_OBJECT_DIRECTORY: '/r/objects/incoming',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '/r/objects',
    GIT_QUARANTINE_PATH: '/r/objects/incoming',
    GIT_CEILING_DIRECTORIES: '/home',
  }
  expect(gitEnvironment(told)).toEqual({ ...told, ...SAFE })
})

test.each([
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_TRACE',
  'GIT_TRACE2_EVENT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG',
  'GIT_EXEC_PATH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'GIT_EDITOR',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_PROXY_COMMAND',
  'PAGER',
  'EDITOR',
  'SSH_ASKPASS',
  'LD_PRELOAD',
])('%s does not reach git', (name) => {
  expect(gitEnvironment({ [name]: 'x' })).toEqual(SAFE)
})

test('SEC-08 what is not on the list of what may pass does not reach git', () => {
  const name = fc.string().filter((text) => !/^(?:GIT_|[A-Z_]*(?:PATH|HOME|DIR|DATA|ROOT|DRIVE|TMP|TEMP))/i.test(text))
  fc.assert(
    fc.property(name, fc.string(), (key, value) => {
      const passed = gitEnvironment({ [`APP_${key}`]: value, [`${key}_TOKEN`]: value })
      expect(passed).toEqual(SAFE)
    }),
  )
})

test('GIT-33 of settings by variable only the folders that are trusted pass', () => {
  const env = {
    GIT_CONFIG_COUNT: '4',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: 'touch PWNED',
    GIT_CONFIG_KEY_1: 'Safe.Directory',
    GIT_CONFIG_VALUE_1: '/work',
    GIT_CONFIG_KEY_2: 'diff.external',
    GIT_CONFIG_VALUE_2: 'false',
    GIT_CONFIG_KEY_3: 'safe.directory',
    GIT_CONFIG_VALUE_3: '/other',
  }
  expect(gitEnvironment(env)).toEqual({
    ...SAFE,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '/work',
    GIT_CONFIG_KEY_1: 'safe.directory',
    GIT_CONFIG_VALUE_1: '/other',
  })
})

test.each(['', 'x', '-1', '1e9', 'NaN', '0x10'])('a count of %j settings is no hindrance', (count) => {
  expect(gitEnvironment({ GIT_CONFIG_COUNT: count })).toEqual(SAFE)
})
