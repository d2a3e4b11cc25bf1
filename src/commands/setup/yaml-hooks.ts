import { HOOK_NAMES, HOOKS, type HookName } from './hook-script.ts'
import { hasTornBlock, newFileWithBlock, withoutBlocks } from './marked-block.ts'
import { hasYaml, insertYaml, type YamlInsertion } from './yaml-insert.ts'

/** Texts of hook managers' files with our entries, once each; null where that cannot be done without a rewrite. */
export type EditYaml = (text: string, bin: string) => string | null

/** https://lefthook.dev/configuration/ `use_stdin` passes on what git tells of a push; without it lefthook waits. */
export const editLefthook: EditYaml = (text, bin) =>
  editBare(text, (bare) =>
    HOOK_NAMES.reduce<string | null>((so, hook) => (so === null ? null : insertLefthook(so, hook, bin)), bare),
  )

function insertLefthook(text: string, hook: HookName, bin: string): string | null {
  const { run, stdin } = commandOf(hook, bin)
  const entry = ['keywarden:', `  run: ${run}`, ...stdin.map((line) => `  ${line}`)]
  const insertion: YamlInsertion = hasYaml(text, [hook, 'commands'])
    ? { at: [hook, 'commands'], lines: entry }
    : hasYaml(text, [hook, 'jobs'])
      ? { at: [hook, 'jobs'], lines: ['- name: keywarden', `  run: ${run}`, ...stdin.map((line) => `  ${line}`)] }
      : hasYaml(text, [hook])
        ? { at: [hook], lines: ['commands:', ...entry.map((line) => `  ${line}`)] }
        : { at: [], lines: [`${hook}:`, '  commands:', ...entry.map((line) => `    ${line}`)] }
  return insertYaml(text, insertion)
}

function commandOf(hook: HookName, bin: string) {
  const isPush = hook === 'pre-push'
  return { run: `${bin} ${HOOKS[hook]}${isPush ? ' {1}' : ''}`, stdin: isPush ? ['use_stdin: true'] : [] }
}

/** https://pre-commit.com/#repository-local-hooks with names of stages that pre-commit knows since 3.2. */
export const editPreCommit: EditYaml = (text, bin) =>
  editBare(text, (bare) => insertYaml(bare, { at: ['repos'], lines: preCommitLines(bin) }))

function preCommitLines(bin: string): readonly string[] {
  const hook = (id: string, args: string, stages: string) => [
    `    - id: ${id}`,
    `      name: ${id}`,
    `      entry: ${bin} ${args}`,
    '      language: system',
    '      pass_filenames: false',
    '      always_run: true',
    `      stages: [${stages}]`,
  ]
  return [
    '- repo: local',
    '  hooks:',
    ...hook('keywarden', HOOKS['pre-commit'], 'pre-commit, pre-merge-commit'),
    ...hook('keywarden-push', HOOKS['pre-push'], 'pre-push'),
  ]
}

/** https://docs.gitlab.com/ci/yaml/ The stage .pre is there whatever stages a file names. */
export function editGitlab(text: string | null, commands: readonly string[]): string | null {
  const job = (stage: string) => [
    'keywarden:',
    `  stage: ${stage}`,
    '  image: node:22',
    '  variables:',
    "    GIT_DEPTH: '0' # the range needs its base",
    '  script:',
    ...commands.map((line) => `    - ${line}`),
  ]
  if (text === null) return newFileWithBlock(job('test'))
  return editBare(text, (bare) =>
    bare === '' ? newFileWithBlock(job('test')) : insertYaml(bare, { at: [], lines: job('.pre') }),
  )
}

/** Edits a text from which our own entries are taken out first; null too where somebody has been at them. */
function editBare(text: string, edit: (bare: string) => string | null): string | null {
  return hasTornBlock(text) ? null : edit(withoutBlocks(text).text)
}
