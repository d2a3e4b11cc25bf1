import { chmodSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { keywarden, PROGRAM, type ShownFinding, scanned } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

// A repository that none of us wrote: published packages, committed one after another, and ten mocks planted in them.

const require = createRequire(import.meta.url)
const FORMATS = ['text', 'json', 'jsonl', 'sarif', 'github']

interface Plant {
  readonly ruleId: string
  readonly value: string
  readonly path: string
  readonly line: number
  readonly column: number
  commit: string
}

let repo: TestRepository
let clean = ''
const plants: Plant[] = []

beforeAll(async () => {
  repo = await gitRepo()
  await addPackage('picocolors', ['picocolors.js', 'README.md', 'package.json'])
  await addPackage('micromatch', ['index.js', 'README.md', 'package.json'])
  await addPackage('yargs', ['index.mjs', 'package.json'])
  clean = await repo.git('rev-parse', 'HEAD')
  await plantAll()
}, 240_000)

afterAll(() => repo[Symbol.asyncDispose]())

async function addPackage(name: string, files: readonly string[]): Promise<void> {
  const folder = dirname(require.resolve(`${name}/package.json`))
  for (const file of files) await repo.write(`${name}/${file}`, readFileSync(join(folder, file)))
  await repo.commit(`add ${name}`)
}

function plan(ruleId: string, path: string, line: number, column: number): Plant {
  const plant = { ruleId, value: mock(ruleId), path, line, column, commit: '' }
  plants.push(plant)
  return plant
}

async function plantAll(): Promise<void> {
  for (const [ruleId, path, text] of [
    ['github-pat', 'src/a.js', 'const x = 1\nconst token = "@"\n'],
    ['anthropic-api-key', 'src/b.py', 'KEY = "@"\n'],
    ['stripe-secret-key', 'config/c.yml', 'stripe:\n  key: @\n'],
    ['npm-access-token', 'd.txt', '// @\n'],
    ['slack-bot-token', 'deep/er/e.json', '{\n  "slack": "@"\n}\n'],
    ['openai-project-key', 'f.env.js', 'process.env.X = "@"\n'],
  ] as const) {
    const lines = text.split('\n')
    const line = lines.findIndex((part) => part.includes('@'))
    const plant = plan(ruleId, path, line + 1, (lines[line] ?? '').indexOf('@') + 1)
    await repo.write(path, text.replace('@', plant.value))
    plant.commit = await repo.commit(ruleId)
  }
  await plantInRenamedFile()
  await plantUtf16()
  await plantUnderAttribute()
  await plantInMerge()
}

async function plantInRenamedFile(): Promise<void> {
  const plant = plan('gitlab-pat', 'micromatch/renamed.js', 1, 11)
  await repo.move('micromatch/index.js', 'micromatch/renamed.js')
  const old = await repo.git('show', 'HEAD:micromatch/index.js')
  await repo.write('micromatch/renamed.js', `let gl = "${plant.value}"\n${old}\n`)
  plant.commit = await repo.commit('rename')
}

async function plantUtf16(): Promise<void> {
  const plant = plan('digitalocean-personal-access-token', 'win.ps1', 2, 9)
  const text = `Write-Host\r\n$env = "${plant.value}"\r\n`
  await repo.write('win.ps1', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
  plant.commit = await repo.commit('utf-16')
}

async function plantUnderAttribute(): Promise<void> {
  const plant = plan('sendgrid-api-key', 'hidden.cfg', 1, 5)
  await repo.write('.gitattributes', '* -diff\n')
  await repo.write('hidden.cfg', `sg: ${plant.value}\n`)
  plant.commit = await repo.commit('attribute')
}

async function plantInMerge(): Promise<void> {
  await repo.git('checkout', '--quiet', '-b', 'side', clean)
  await repo.write('side.txt', 'nothing\n')
  await repo.commit('side')
  await repo.git('checkout', '--quiet', 'main')
  await repo.git('merge', '--quiet', '--no-commit', '--no-ff', 'side')
  const plant = plan('google-api-key', 'merged.ini', 2, 5)
  await repo.write('merged.ini', `[maps]\nkey=${plant.value}\n`)
  plant.commit = await repo.commit('merge')
}

const expected = () =>
  sorted(plants.map(({ ruleId, path, line, column, commit }) => ({ ruleId, path, line, column, commit })))

function placed(findings: readonly ShownFinding[]) {
  return sorted(
    findings.map(({ ruleId, path, startLine: line, startColumn: column, commit }) => ({
      ruleId,
      path,
      line,
      column,
      commit,
    })),
  )
}

function sorted<T>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

describe('a repository with ten planted secrets', () => {
  test('audit finds each at the commit that brought it, and nothing else', async () => {
    const report = await scanned(repo.root, 'audit')
    expect(placed(report.findings)).toEqual(expected())
    expect(report.complete).toBe(true)
    expect(report.summary.commits).toBe(Number(await repo.git('rev-list', '--all', '--count')))
  })

  test('a range finds the same, commit by commit', async () => {
    const report = await scanned(repo.root, 'scan', '--range', `${clean}..HEAD`)
    expect(placed(report.findings)).toEqual(expected())
  })

  test('the versions before them are clean', async () => {
    const { code, stdout } = await keywarden(repo.root, ['scan', '--range', `${clean}~2..${clean}`])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('no secrets') })
  })

  test('the work tree holds them all', async () => {
    const report = await scanned(repo.root, 'scan')
    expect(placed(report.findings)).toEqual(sorted(expected().map((row) => ({ ...row, commit: undefined }))))
  })

  test.each(FORMATS)('no %s output of any scan holds a planted value', async (format) => {
    for (const args of [['audit'], ['scan'], ['scan', '--range', `${clean}..HEAD`], ['audit', '--verbose']]) {
      const { code, stdout, stderr } = await keywarden(repo.root, [...args, '--format', format])
      expect(code).toBe(1)
      for (const { ruleId, value } of plants) {
        expect({ ruleId, args, leaks: (stdout + stderr).includes(value.slice(12)) }).toEqual({
          ruleId,
          args,
          leaks: false,
        })
      }
    }
  })

  test('the hook blocks a commit with a secret and lets a clean one through', async () => {
    await using fresh = await gitRepo({ 'a.js': 'let a = 1\n' })
    await fresh.write('.hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" scan --staged\n`)
    await fresh.git('config', 'core.hooksPath', '.hooks')
    chmodSync(join(fresh.root, '.hooks/pre-commit'), 0o755)
    await fresh.write('a.js', 'let a = 2\n')
    await fresh.commit('clean')
    await fresh.write('a.js', `let a = "${mock('github-pat', 'blocked')}"\n`)
    await expect(fresh.commit('dirty')).rejects.toThrow(/github-pat/)
    expect(await fresh.git('log', '--format=%s')).toBe('clean\nfirst')
  })
})
