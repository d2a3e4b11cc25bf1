import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/git-repo.ts'
import { runFake } from './fake-terminal.ts'

const UNSAID = { verb: 'secrets rotate', key: 'KEY', finding: null, verify: null, store: null, environment: null }

test.each([
  [['rotate', 'KEY'], { ...UNSAID, value: { kind: 'unsaid' }, grace: null, mode: 'plan' }],
  [['rotate', 'KEY', '--dry-run'], { mode: 'plan' }],
  [['rotate', 'KEY', '--yes', '--generate', 'hex:64'], { mode: 'apply', value: { kind: 'generate', spec: 'hex:64' } }],
  [['rotate', 'KEY', '--abandon'], { mode: 'abandon' }],
  [['rotate', 'KEY', '--from-stdin', '--verify', 'a b'], { value: { kind: 'stdin' }, verify: 'a b' }],
  [['rotate', '--from-finding', 'kw1:a'], { key: null, finding: 'kw1:a' }],
  [['rotate', 'KEY', '--store', 'env-file', '--env', 'production'], { store: 'env-file', environment: 'production' }],
  [['rotate', 'KEY', '--grace', '0'], { grace: 0 }],
  [['rotate', 'KEY', '--grace', '90s'], { grace: 90_000 }],
  [['rotate', 'KEY', '--grace', '7d'], { grace: 604_800_000 }],
  [['due'], { verb: 'secrets due', store: null, environment: null }],
])('secrets %j asks for it', async (args, request) => {
  await using folder = await temporaryFolder()
  const ran = await runFake(['secrets', ...args], { cwd: folder.path })
  expect(ran.requests).toEqual([expect.objectContaining(request)])
  expect(ran.code).toBe(0)
})

test.each([
  [['rotate'], 'which secret'],
  [['rotate', 'not a name'], 'that is no name of a key'],
  [['rotate', 'KEY', '--yes', '--dry-run'], '--dry-run and --yes exclude each other'],
  [['rotate', 'KEY', '--yes', '--abandon'], '--yes and --abandon exclude each other'],
  [['rotate', 'KEY', '--generate', 'hex:64', '--from-stdin'], 'exclude each other'],
  [['rotate', 'KEY', '--grace', 'soon'], '--grace is no span of time'],
  [['rotate', 'KEY', '--grace', '1.5h'], '--grace is no span of time'],
  [['due', 'KEY'], 'takes no arguments'],
])('secrets %j is a usage error', async (args, says) => {
  await using folder = await temporaryFolder()
  const ran = await runFake(['secrets', ...args], { cwd: folder.path })
  expect(ran.err).toContain(says)
  expect(ran.code).toBe(2)
  expect(ran.requests).toEqual([])
})
