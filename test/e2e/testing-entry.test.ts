import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { mockSecret } from '../../src/testing.ts'
import { gitRepo, temporaryFolder } from '../support/git-repo.ts'
import { keywarden, scanned } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const run = promisify(execFile)

test('a committed mock is told and does not fail the scan; a value without the mark does', async () => {
  await using repo = await gitRepo({ 'test/a.test.js': `const key = '${mockSecret('anthropic-api-key', 'a')}'\n` })
  const passed = await keywarden(repo.root, ['scan'])
  expect(passed.stdout).toContain('1 accepted (1 mock)')
  expect(passed.code).toBe(0)
  await repo.write('test/b.test.js', `const key = '${mock('anthropic-api-key', 'b')}'\n`)
  const report = await scanned(repo.root, 'scan')
  expect(report.findings.map(({ path }) => path)).toEqual(['test/b.test.js'])
  expect(report.suppressed).toMatchObject([{ kind: 'mock', reason: 'made for tests' }])
})

test('the entry works under node:test', async () => {
  await using folder = await temporaryFolder()
  mkdirSync(join(folder.path, 'node_modules'))
  symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(folder.path, 'node_modules', 'keywarden'))
  const file = join(folder.path, 'client.test.mjs')
  writeFileSync(file, NODE_TEST)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', file], { env })
  expect(stdout).toContain('# pass 2')
  expect(stdout).toContain('# fail 0')
})

const NODE_TEST = `
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { MemoryStore, mockSecrets } from 'keywarden/testing'

let mocked
beforeEach(() => (mocked = mockSecrets({ ANTHROPIC_API_KEY: 'anthropic-api-key', PROXY: null })))
afterEach(() => mocked.restore())

test('a mock has the form of the real one', () => {
  assert.match(process.env.ANTHROPIC_API_KEY, /^sk-ant-api03-/)
  assert.equal(process.env.PROXY, undefined)
})

test('a store in memory', async () => {
  const store = new MemoryStore({ values: { TOKEN: 'one' } })
  assert.equal((await store.read('TOKEN')).value.reveal(), 'one')
})
`
