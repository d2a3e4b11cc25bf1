import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkIgnored } from '../../src/git/check-ignored.ts'
import { gitGate } from '../../src/git/gate.ts'
import { listIgnoredEnvFiles } from '../../src/git/list-files.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { readSetting } from '../../src/git/read-setting.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { readSource } from '../sources/read-source.ts'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'

const EVERY_SOURCE: readonly SourceSettings[] = [
  { kind: 'staged' },
  { kind: 'work-tree' },
  { kind: 'history' },
  { kind: 'range', range: 'HEAD~1..HEAD' },
  { kind: 'range', range: 'HEAD~1...HEAD' },
  { kind: 'paths', paths: ['.'] },
]

/** A repository with two commits, something staged, something changed on disk and something untracked. */
async function livelyRepo(): Promise<TestRepository> {
  const repo = await gitRepo({ f: 'one\n', g: 'one\n' })
  await repo.write('f', 'two\n')
  await repo.commit('second')
  await repo.write('f', 'staged\n')
  await repo.stage('f')
  await repo.write('g', 'on disk\n')
  await repo.write('new', 'untracked\n')
  return repo
}

/** Everything that this room and the sources ever ask of git. */
async function askEverything(repo: TestRepository): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  for (const settings of EVERY_SOURCE) {
    const { contents, changes } = await readSource(settings, repo)
    answers.push(contents, changes)
  }
  const { gate } = await openRepository(gitGate(repo.root, repo.env))
  answers.push(
    await checkIgnored(gate, ['f', 'new']),
    await listIgnoredEnvFiles(gate),
    await readSetting(gate, 'user.name'),
  )
  return answers
}

/** A command that leaves a trace, and whether it has. */
function canary(repo: TestRepository) {
  const trace = join(repo.root, '../PWNED')
  return {
    command: `touch '${trace}'`,
    /** True where the command has run since it was last asked. */
    hasSung(): boolean {
      const hasSung = existsSync(trace)
      rmSync(trace, { force: true })
      return hasSung
    },
  }
}

/** Checks that a trap is one, then that we do not step into it and see no less. */
async function expectSafe(
  repo: TestRepository,
  trap: (command: string) => Promise<unknown>,
  spring: readonly string[],
): Promise<void> {
  const { command, hasSung } = canary(repo)
  const before = await askEverything(repo)
  await trap(command)
  await repo.git(...spring).catch(() => '')
  expect(hasSung(), 'the trap works').toBe(true)
  expect(await askEverything(repo)).toEqual(before)
  expect(hasSung(), 'a command of the repository was run').toBe(false)
}

test('HOST-01 core.fsmonitor is not run', async () => {
  await using repo = await livelyRepo()
  await expectSafe(repo, (command) => repo.git('config', 'core.fsmonitor', `${command};false`), ['ls-files', '--stage'])
})

test('HOST-09 core.fsmonitor in an included file is not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    await repo.write('.git/more', `[core]\n\tfsmonitor = "${command};false"\n`)
    await repo.git('config', 'include.path', 'more')
  }
  await expectSafe(repo, trap, ['diff-index', '--cached', 'HEAD'])
})

test('HOST-02 diff.external is not run', async () => {
  await using repo = await livelyRepo()
  await expectSafe(repo, (command) => repo.git('config', 'diff.external', `${command};:`), ['diff', '--cached'])
})

test('HOST-02 the command of a diff driver is not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    await repo.write('.git/info/attributes', '* diff=evil\n')
    await repo.git('config', 'diff.evil.command', `${command};:`)
  }
  await expectSafe(repo, trap, ['diff', '--cached'])
})

test('HOST-03 textconv is not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    await repo.write('.git/info/attributes', '* diff=evil\n')
    await repo.git('config', 'diff.evil.textconv', `${command};cat`)
  }
  await expectSafe(repo, trap, ['show', 'HEAD'])
})

test('HOST-04 filters are not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    await repo.write('.git/info/attributes', '* filter=evil\n')
    for (const kind of ['clean', 'smudge', 'process']) await repo.git('config', `filter.evil.${kind}`, `${command};cat`)
  }
  await expectSafe(repo, trap, ['status'])
})

test('HOST-05 hooks are not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    await repo.git('config', 'core.hooksPath', 'evil-hooks')
    const hooks = ['post-index-change', 'reference-transaction', 'pre-commit', 'fsmonitor-watchman', 'post-checkout']
    for (const hook of hooks) {
      await repo.write(`../evil-hooks/${hook}`, `#!/bin/sh\n${command}\n`)
      await repo.git('-c', `alias.x=!chmod +x '../evil-hooks/${hook}'`, 'x')
    }
    await repo.git('config', 'core.hooksPath', join(repo.root, '../evil-hooks'))
  }
  await expectSafe(repo, trap, ['update-index', '--force-write-index'])
})

test('HOST-06 log.showSignature does not run gpg', async () => {
  await using repo = await livelyRepo()
  const tree = await repo.git('rev-parse', 'HEAD^{tree}')
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n xx\n -----END PGP SIGNATURE-----'
  const person = 'Ada <ada@example.com> 1700000000 +0000'
  const parent = await repo.git('rev-parse', 'HEAD')
  const commit = `tree ${tree}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n${signature}\n\nsigned\n`
  await repo.write('../commit', commit)
  await repo.git('update-ref', 'HEAD', await repo.git('hash-object', '-t', 'commit', '-w', '../commit'))
  const trap = async (command: string) => {
    await repo.write('../gpg', `#!/bin/sh\n${command}\n`)
    await repo.git('-c', 'alias.x=!chmod +x ../gpg', 'x')
    await repo.git('config', 'gpg.program', join(repo.root, '../gpg'))
    await repo.git('config', 'log.showSignature', 'true')
  }
  await expectSafe(repo, trap, ['log', '-1', '--format=%H'])
})

test('HOST-11 pager, editor, alias, askpass, credential helper and ssh command are not run', async () => {
  await using repo = await livelyRepo()
  const trap = async (command: string) => {
    for (const name of [
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.sshCommand',
      'sequence.editor',
      'gpg.program',
    ]) {
      await repo.git('config', name, `${command};:`)
    }
    for (const name of ['ls-files', 'diff-index', 'diff-tree', 'cat-file', 'rev-list', 'rev-parse']) {
      await repo.git('config', `pager.${name}`, `${command};:`)
      await repo.git('config', `alias.${name}`, `!${command}`)
    }
    await repo.git('config', 'credential.helper', `!${command};:`)
    await repo.git('config', 'alias.spring', `!${command}`)
  }
  await expectSafe(repo, trap, ['spring'])
})

/** Makes a repository look like a partial clone whose remote runs a command, and takes an object away. */
async function promise(repo: TestRepository, url: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const oid = await repo.git('rev-parse', 'HEAD:g')
  await repo.remove(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`)
  const all = {
    'core.repositoryFormatVersion': '1',
    'extensions.partialClone': 'origin',
    'remote.origin.url': url,
    'remote.origin.promisor': 'true',
    'protocol.allow': 'always',
    'protocol.ext.allow': 'always',
    ...settings,
  }
  for (const [name, value] of Object.entries(all)) await repo.git('config', name, value)
}

const LAZY_FETCHES = [
  ['HOST-07 uploadpack', 'file:///nowhere', 'remote.origin.uploadpack'],
  ['HOST-08 an ext:: remote', null, null],
  ['HOST-08 core.sshCommand', 'ssh://host/path', 'core.sshCommand'],
] as const

test.each(LAZY_FETCHES)('%s is not run for a missing object: it is told', async (_, url, setting) => {
  await using repo = await livelyRepo()
  const { command, hasSung } = canary(repo)
  const script = join(repo.root, '../evil.sh')
  await repo.write('../evil.sh', `#!/bin/sh\n${command}\n`)
  await repo.git('-c', `alias.x=!chmod +x '${script}'`, 'x')
  const oid = await repo.git('rev-parse', 'HEAD:g')
  await promise(repo, url ?? `ext::${script}`, setting ? { [setting]: script } : {})
  await repo.git('cat-file', '-p', oid).catch(() => '')
  expect(hasSung(), 'the trap works').toBe(true)
  const reading = await readSource({ kind: 'history' }, repo)
  expect(reading.skips.map(({ reason, detail }) => `${reason} ${detail}`)).toEqual([`missing-object ${oid}`])
  expect([...reading.contents.values()].sort()).toEqual(['one\n', 'two\n'].slice(1))
  expect(hasSung()).toBe(false)
})

test.each([['true'], ['false']])(
  'HOST-10 a git directory among the files (bare = %s) is not used, not even from within',
  async (bare) => {
    await using repo = await livelyRepo()
    mkdirSync(join(repo.root, 'emb'))
    const embedded = testRepository(join(repo.root, 'emb'))
    await embedded.git('init', '--quiet', '--bare')
    const { command, hasSung } = canary(repo)
    await embedded.git('config', 'core.fsmonitor', `${command};false`)
    await embedded.git('config', 'core.bare', 'false')
    await embedded.git('config', 'core.worktree', '..')
    await embedded.git('add', '../f')
    await embedded.git('status')
    expect(hasSung(), 'the trap works').toBe(true)
    if (bare === 'true') await embedded.git('config', '--unset', 'core.worktree')
    await embedded.git('config', 'core.bare', bare)
    await askEverything(repo)
    for (const settings of EVERY_SOURCE) {
      const reading = readSource(settings, embedded)
      await expect(reading).rejects.toMatchObject({ code: 'UNSAFE_REPOSITORY' })
    }
    expect(hasSung()).toBe(false)
  },
)

test('HOST-10 a bare repository that stands by itself, or that the user names, is read', async () => {
  await using repo = await livelyRepo()
  await repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  await repo.git('clone', '--quiet', '--bare', '.', 'emb')
  const alone = testRepository(join(repo.root, '../bare.git'))
  expect((await readSource({ kind: 'history' }, alone)).blobs).toHaveLength(2)
  const named = { ...repo.env, GIT_DIR: join(repo.root, 'emb') }
  expect((await readSource({ kind: 'history' }, repo, { env: named })).blobs).toHaveLength(2)
})

const isRoot = process.getuid?.() === 0

test.runIf(isRoot)('GIT-33 a repository of another owner is an error that names the remedy', async () => {
  await using repo = await livelyRepo()
  const { command, hasSung } = canary(repo)
  await repo.git('config', 'core.fsmonitor', `${command};false`)
  await repo.git('-c', 'alias.x=!chown -R 65534 .', 'x')
  for (const settings of EVERY_SOURCE) {
    await expect(readSource(settings, repo)).rejects.toMatchObject({
      code: 'UNSAFE_REPOSITORY',
      hint: `if you trust its owner: git config --global --add safe.directory '${repo.root}'`,
    })
  }
  const env = {
    ...repo.env,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: repo.root,
  }
  expect((await readSource({ kind: 'staged' }, repo, { env })).at('f')).toBe('staged\n')
  expect((await readSource({ kind: 'range', range: 'HEAD~1..HEAD' }, repo, { env })).at('f')).toBe('two\n')
  expect(hasSung()).toBe(false)
})

test('OPS-18 nothing is written: tree, index, refs and settings are what they were', async () => {
  await using repo = await livelyRepo()
  await repo.git('update-index', '--untracked-cache')
  const state = () => repo.git('-c', 'alias.state=!find . -type f -printf "%p %T@ %s %m\\n" | sort', 'state')
  const before = await state()
  await askEverything(repo)
  expect(await state()).toBe(before)
})
