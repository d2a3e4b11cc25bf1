import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cleanSimpleGitHooks, editSimpleGitHooks } from '../../../src/commands/setup/json-hooks.ts'
import { withoutBlocks } from '../../../src/commands/setup/marked-block.ts'
import { editGitlab, editLefthook, editPreCommit } from '../../../src/commands/setup/yaml-hooks.ts'

const BIN = 'node_modules/.bin/keywarden'

const RUN = ['npm ci', `${BIN} ci`]

const LEFTHOOK = `# our hooks
pre-commit:
  parallel: true   # fast
  commands:
      lint:        # six spaces
          run: "npx eslint {staged_files}"

commit-msg:
  jobs:
  - run: npx commitlint
pre-push:
  jobs:
  - name: test
    run: npm test
`

describe('lefthook.yml', () => {
  test('gets a command or a job beside those that are there, and hooks that are missing', () => {
    const once = editLefthook(LEFTHOOK, BIN) ?? ''
    expect(parse(once)).toEqual({
      'pre-commit': {
        parallel: true,
        commands: { keywarden: { run: `${BIN} scan --staged` }, lint: { run: 'npx eslint {staged_files}' } },
      },
      'commit-msg': { jobs: [{ run: 'npx commitlint' }] },
      'pre-push': {
        jobs: [
          { name: 'keywarden', run: `${BIN} scan --pre-push {1}`, use_stdin: true },
          { name: 'test', run: 'npm test' },
        ],
      },
      'pre-merge-commit': { commands: { keywarden: { run: `${BIN} scan --staged` } } },
    })
    expect(editLefthook(once, BIN)).toBe(once)
    expect(withoutBlocks(once).text).toBe(LEFTHOOK)
  })

  test.each([
    ['an empty file', ''],
    ['only comments', '# nothing yet\n'],
    ['a hook with other settings alone', 'pre-commit:\n  parallel: true\n'],
    ['no line feed at its end', 'pre-commit:\n  commands:\n    a:\n      run: b'],
    ['CRLF', 'pre-commit:\r\n  commands:\r\n    a:\r\n      run: b\r\n'],
  ])('%s: every byte stays', (_, text) => {
    const once = editLefthook(text, BIN) ?? ''
    expect(parse(once)['pre-commit'].commands.keywarden).toEqual({ run: `${BIN} scan --staged` })
    expect(editLefthook(once, BIN)).toBe(once)
    expect(withoutBlocks(once).text).toBe(text)
  })

  test.each([
    ['brackets', 'pre-commit: { commands: { a: { run: b } } }\n'],
    ['a command of our name', 'pre-commit:\n  commands:\n    keywarden:\n      run: own\n'],
    ['no YAML', 'pre-commit: [\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
  ])('is left alone where it has %s', (_, text) => expect(editLefthook(text, BIN)).toBeNull())
})

const PRE_COMMIT = `minimum_pre_commit_version: '3.2.0'
repos:
# keep this first
-   repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0  # pinned
    hooks:
    -   id: trailing-whitespace
`

describe('.pre-commit-config.yaml', () => {
  test('gets a local repository with both hooks', () => {
    const once = editPreCommit(PRE_COMMIT, BIN) ?? ''
    const { repos } = parse(once)
    expect(repos).toHaveLength(2)
    expect(repos[0].hooks).toMatchObject([
      {
        id: 'keywarden',
        entry: `${BIN} scan --staged`,
        pass_filenames: false,
        stages: ['pre-commit', 'pre-merge-commit'],
      },
      { id: 'keywarden-push', entry: `${BIN} scan --pre-push`, always_run: true, stages: ['pre-push'] },
    ])
    expect(editPreCommit(once, BIN)).toBe(once)
    expect(withoutBlocks(once).text).toBe(PRE_COMMIT)
  })

  test.each(['repos: []\n', 'repos:\n', ''])('is left alone where there is no list to add to: %j', (text) => {
    expect(editPreCommit(text, BIN)).toBeNull()
  })
})

describe('.gitlab-ci.yml', () => {
  test('is made, or gets a job that needs no stage of its own', () => {
    expect(parse(editGitlab(null, RUN) ?? '').keywarden.stage).toBe('test')
    const text = 'stages: [build]\nbuild:\n  stage: build\n  script: [make]\n'
    const once = editGitlab(text, RUN) ?? ''
    expect(parse(once)).toMatchObject({ build: { stage: 'build' }, keywarden: { stage: '.pre', script: RUN } })
    expect(editGitlab(once, RUN)).toBe(once)
    expect(withoutBlocks(once).text).toBe(text)
  })

  test('is left alone where it has such a job', () =>
    expect(editGitlab('keywarden:\n  script: [own]\n', RUN)).toBeNull())
})

describe('simple-git-hooks in JSON', () => {
  const own = {
    'pre-commit': `${BIN} scan --staged`,
    'pre-merge-commit': `${BIN} scan --staged`,
    'pre-push': `${BIN} scan --pre-push $1`,
  }

  test.each([
    [
      '{\n  "simple-git-hooks": {\n    "pre-commit": "npx lint-staged"\n  }\n}\n',
      { ...own, 'pre-commit': `${BIN} scan --staged && npx lint-staged` },
    ],
    [
      '{\n\t"name": "a",\n\t"simple-git-hooks": {\n\t\t"commit-msg": "npx commitlint"\n\t}\n}',
      { ...own, 'commit-msg': 'npx commitlint' },
    ],
    ['{"simple-git-hooks":{}}', own],
    ['{"simple-git-hooks": {\n}}\n', own],
    [
      '{"simple-git-hooks":{"pre-push":"npm test","pre-commit":"a"},"x":[1, 2]}',
      {
        'pre-merge-commit': own['pre-merge-commit'],
        'pre-push': `${own['pre-push']} && npm test`,
        'pre-commit': `${own['pre-commit']} && a`,
      },
    ],
  ])('%j', (text, hooks) => {
    const once = editSimpleGitHooks(text, 'simple-git-hooks', BIN) ?? ''
    expect(JSON.parse(once)['simple-git-hooks']).toEqual(hooks)
    expect(editSimpleGitHooks(once, 'simple-git-hooks', BIN)).toBe(once)
    expect(cleanSimpleGitHooks(once, BIN)).toBe(text)
  })

  test('in a file of its own', () => {
    const text = '{\n  "commit-msg": "a"\n}\n'
    const once = editSimpleGitHooks(text, '', BIN) ?? ''
    expect(JSON.parse(once)).toEqual({ ...own, 'commit-msg': 'a' })
    expect(cleanSimpleGitHooks(once, BIN)).toBe(text)
  })

  test.each([
    '{"simple-git-hooks":"file.js"}',
    '{"simple-git-hooks":{"pre-commit":["a"]}}',
    '{',
    '{"simple-git-hooks":null}',
  ])('is left alone where it is no object of texts: %s', (text) =>
    expect(editSimpleGitHooks(text, 'simple-git-hooks', BIN)).toBeNull(),
  )
})
