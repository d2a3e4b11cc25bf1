import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { loadSettings } from '../../src/config/load-settings.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keywarden-settings-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test('no file means defaults', async () => {
  expect(await loadSettings(root, null)).toEqual({ settings: DEFAULT_SETTINGS, origin: { kind: 'defaults' } })
})

test('keywarden.toml in the root is read, one above it is not', async () => {
  const inner = join(root, 'inner')
  mkdirSync(inner)
  writeFileSync(join(root, 'keywarden.toml'), 'fail-on = "high"')
  expect((await loadSettings(inner, null)).settings.failOn).toBe('low')
  const loaded = await loadSettings(root, null)
  expect(loaded.settings.failOn).toBe('high')
  expect(loaded.origin).toEqual({ kind: 'repository', file: join(root, 'keywarden.toml') })
})

test('a named file counts instead, and its paths are relative to the root all the same', async () => {
  mkdirSync(join(root, 'ci'))
  writeFileSync(join(root, 'keywarden.toml'), 'fail-on = "high"')
  writeFileSync(join(root, 'ci', 'strict.toml'), 'strict-checksums = true\n[rules]\nfiles = ["rules/acme.toml"]')
  const { settings, origin } = await loadSettings(root, join(root, 'ci', 'strict.toml'))
  expect(settings).toMatchObject({ failOn: 'low', strictChecksums: true })
  expect(settings.rules.files).toEqual([join(root, 'rules', 'acme.toml')])
  expect(origin.kind).toBe('named')
})

test('a byte order mark is no part of the settings', async () => {
  writeFileSync(join(root, 'keywarden.toml'), '\uFEFFfail-on = "high"')
  expect((await loadSettings(root, null)).settings.failOn).toBe('high')
})

test('a named file that is absent is an error', async () => {
  await expect(loadSettings(root, join(root, 'other.toml'))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: 'other.toml does not exist',
  })
})

test.each<[string, (file: string) => void, string]>([
  ['a folder', (file) => mkdirSync(file), 'is not a regular file'],
  ['a named pipe', (file) => void execFileSync('mkfifo', [file]), 'is not a regular file'],
  ['a link to nothing', (file) => symlinkSync('nowhere', file), 'cannot be read: ENOENT'],
  ['a link to itself', (file) => symlinkSync('keywarden.toml', file), 'cannot be read: ELOOP'],
  ['UTF-16', (file) => writeFileSync(file, '\uFEFFfail-on = "low"', 'utf16le'), 'is not UTF-8'],
  ['larger than 1 MiB', (file) => writeFileSync(file, '#'.repeat(1024 * 1024 + 1)), 'is larger than 1 MiB'],
  ['not valid', (file) => writeFileSync(file, '\nfail-on = 1'), ':2:1: "fail-on" has an unknown value'],
])('settings that are %s are an error, never defaults', async (_, make, message) => {
  make(join(root, 'keywarden.toml'))
  await expect(loadSettings(root, null)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(`keywarden.toml${message.startsWith(':') ? '' : ' '}${message}`),
  })
})

test.skipIf(process.getuid?.() === 0)('settings without read permission are an error', async () => {
  writeFileSync(join(root, 'keywarden.toml'), '')
  chmodSync(join(root, 'keywarden.toml'), 0)
  await expect(loadSettings(root, null)).rejects.toMatchObject({ message: expect.stringContaining('EACCES') })
})
