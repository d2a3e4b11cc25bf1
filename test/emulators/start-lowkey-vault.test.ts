import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startLowkeyVault } from './lowkey-vault.ts'

// Where the emulator itself cannot be had, what starts it is still tried, with stand-ins for `java` and `mvn` on the PATH.

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-lowkey-'))
  vi.stubEnv('PATH', folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Puts a program on the PATH that keeps its arguments and then does what the lines say. */
function standIn(name: string, ...lines: readonly string[]): void {
  const keep = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, `${name}.txt`))}, process.argv.slice(2).join('\\n') + '\\n--\\n')`
  writeFileSync(join(folder, name), [`#!${process.execPath}`, keep, ...lines].join('\n'))
  chmodSync(join(folder, name), 0o755)
}

const calls = (name: string) =>
  readFileSync(join(folder, `${name}.txt`), 'utf8')
    .split('--\n')
    .filter(Boolean)
    .map((call) => call.trimEnd().split('\n'))
const JAVA_17 = `if (process.argv[2] === '-version') { console.error('openjdk version "17.0.15" 2025-04-15'); process.exit() }`

test('no Java is told', async () => {
  await expect(startLowkeyVault(folder)).rejects.toThrow('java is not installed')
})

test('a Java that is too old is told', async () => {
  standIn('java', `console.error('openjdk version "11.0.2" 2019-01-15')`)
  await expect(startLowkeyVault(folder)).rejects.toThrow('java is version 11, lowkey-vault 3.4.33 needs 17')
})

test('a package that cannot be had is told by what Maven says', async () => {
  standIn('java', JAVA_17)
  standIn('mvn', `console.log('[ERROR] Could not find artifact a:b:jar:1 in central'); process.exit(1)`)
  await expect(startLowkeyVault(folder)).rejects.toThrow('mvn failed: Could not find artifact a:b:jar:1 in central')
  expect(calls('mvn')[0]).toEqual(
    expect.arrayContaining([
      '-Dartifact=com.github.nagyesta.lowkey-vault:lowkey-vault-app:3.4.33',
      `-DoutputDirectory=${folder}`,
    ]),
  )
})

const key = () => join(folder, 'key.pem')
const certificate = () => join(folder, 'certificate.pem')

test('it is started on ports of its own, and the certificate that it shows is kept', async ({ skip }) => {
  vi.unstubAllEnvs()
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-keyout', key(), '-out', certificate()],
  ])
  if (made.status !== 0) skip('openssl cannot be run here')
  vi.stubEnv('PATH', folder)
  standIn('mvn', `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'lowkey-vault-app-3.4.33.jar'))}, '')`)
  standIn(
    'java',
    JAVA_17,
    `const { readFileSync } = require('node:fs')`,
    `const port = Number(/--server.port=(\\d+)/.exec(process.argv.join(' '))[1])`,
    `const [key, cert] = [${JSON.stringify(key())}, ${JSON.stringify(certificate())}].map((file) => readFileSync(file))`,
    `require('node:https').createServer({ key, cert }).listen(port, '127.0.0.1')`,
  )
  const { url, caFile = '', tokenUrl, stop } = await startLowkeyVault(folder)
  await stop()
  const { port } = new URL(url)
  const { port: tokenPort } = new URL(tokenUrl)
  expect(calls('java').at(-1)).toEqual([
    ...['-jar', join(folder, 'lowkey-vault-app-3.4.33.jar')],
    ...[`--server.port=${port}`, `--app.token.port=${tokenPort}`, '--LOWKEY_VAULT_RELAXED_PORTS=true'],
  ])
  expect(tokenPort).not.toBe(port)
  expect(existsSync(caFile) && readFileSync(caFile, 'utf8')).toBe(readFileSync(certificate(), 'utf8'))
})
