import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runStores } from '../support/run-stores.ts'

const services = runStores()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-peers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command to its end, with the settings of one store. */
async function keywarden(program: string, settings: string, line: string) {
  writeFileSync(join(folder, 'keywarden.toml'), `[[secrets.stores]]\n${settings}\n`)
  const child = spawn(process.execPath, [program, ...line.split(' ')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, ...said }
}

const BUILT = join(import.meta.dirname, '../../dist/keywarden.cjs')
const awsSettings = () => `kind = "aws-secrets-manager"\nregion = "eu-west-1"\nendpoint = "${services.aws.server.url}"`

test('the command as it is published reads a store, with the SDK that is installed beside it, and says nothing else', async () => {
  services.aws.fake.put('KEY', 'value')
  expect(await keywarden(BUILT, awsSettings(), 'secrets get KEY --reveal')).toEqual({ code: 0, out: 'value', err: '' })
})

describe('where no SDK is installed', () => {
  test.each([
    [awsSettings, 'npm i @aws-sdk/client-secrets-manager'],
    [
      () => 'kind = "azure-key-vault"\nurl = "https://a.vault.azure.net"',
      'npm i @azure/keyvault-secrets @azure/identity',
    ],
  ])('the line that installs it is told, case %#', async (settings, line) => {
    cpSync(join(BUILT, '..'), join(folder, 'dist'), { recursive: true })
    const ran = await keywarden(join(folder, 'dist', 'keywarden.cjs'), settings(), 'secrets list')
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err.trimEnd().split('\n')).toEqual([expect.stringContaining('not installed'), `keywarden: ${line}`])
  })
})
