import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runStores } from '../support/run-stores.ts'

const services = runStores()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-peers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command to its end, with the settings of one store; `onStart` gets what sends it a signal. */
async function keywarden(
  program: string,
  settings: string,
  line: string,
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
  input = '',
) {
  writeFileSync(join(folder, 'keywarden.toml'), `[[secrets.stores]]\n${settings}\n`)
  const child = spawn(process.execPath, [program, ...line.split(' ')], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(input)
  onStart((signal) => child.kill(signal))
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

describe('a store that does not answer', () => {
  const azureSettings = () =>
    `kind = "azure-key-vault"\nurl = "${services.azure.server.url}"\ndisable-challenge-resource-verification = true`
  const kinds = [
    ['AWS', awsSettings, () => services.aws.server],
    ['Azure', azureSettings, () => services.azure.server],
  ] as const

  test.each(kinds)('is not waited for any longer than the settings say, and the command ends: %s', async (...kind) => {
    const [, settings, server] = kind
    writeFileSync(join(folder, '.env.example'), 'KEY=\n')
    server().hold()
    const ran = await keywarden(BUILT, `${settings()}\n[secrets]\ntimeout = 1`, 'secrets check')
    rmSync(join(folder, '.env.example'))
    expect(ran).toMatchObject({ code: 3, out: expect.stringContaining('did not answer within 1 s') })
    await vi.waitFor(() => expect(server().held).toBe(0))
  })

  const lines = ['secrets list', 'secrets get KEY --reveal', 'secrets run -- node --version']
  test.each(kinds.flatMap((kind) => lines.map((line) => [...kind, line] as const)))(
    'is given up at Ctrl-C: %s',
    async (_name, settings, server, line) => {
      writeFileSync(join(folder, '.env.example'), 'KEY=\n')
      server().hold()
      const ran = await keywarden(BUILT, settings(), line, async (kill) => {
        await vi.waitFor(() => expect(server().held).toBeGreaterThan(0), 20_000)
        kill('SIGINT')
      })
      expect(ran).toEqual({ code: 130, out: '', err: 'keywarden: stopped by SIGINT\n' })
      await vi.waitFor(() => expect(server().held).toBe(0))
    },
  )
})

describe('what is wrong is one line with its remedy in another, on standard error, whatever the SDK says', () => {
  const withValue = `hunter2-in-the-words-of-the-service\n    at somewhere (index.js:1:2)`
  const aws = (type: string) => () =>
    services.aws.server.plan({ status: 400, body: { __type: type, message: withValue } })
  const azure = (status: number, code: string) => () => {
    const body = { error: { code, message: withValue, innererror: { code } } }
    services.azure.server.plan({ status, body, when: /secrets/, headers: { 'retry-after': '60' } })
  }
  const azureSettings = () =>
    `kind = "azure-key-vault"\nurl = "${services.azure.server.url}"\ndisable-challenge-resource-verification = true`

  const azureToken = (status: number) => () =>
    services.azure.server.plan({
      status,
      body: { error: 'invalid_grant', error_description: withValue },
      when: /token/,
    })

  test.each<[string, () => string, () => void, RegExp]>([
    ['AWS, expired', awsSettings, aws('ExpiredTokenException'), /expired/],
    ['AWS, forbidden', awsSettings, aws('AccessDeniedException'), /do not allow/],
    ['AWS, throttled', awsSettings, aws('ThrottlingException'), /too often/],
    ['AWS, not foreseen', awsSettings, aws('SomethingNew'), /refuses the request/],
    ['Azure, sign-in refused', azureSettings, azureToken(400), /no Azure credentials/],
    ['Azure, forbidden', azureSettings, azure(403, 'Forbidden'), /do not allow/],
    ['Azure, throttled', azureSettings, azure(429, 'Throttled'), /too often/],
    ['Azure, disabled', azureSettings, azure(403, 'SecretDisabled'), /disabled/],
    ['Azure, not foreseen', azureSettings, azure(400, 'Strange'), /refuses the request/],
  ])('%s', async (_name, settings, plan, says) => {
    plan()
    const { code, out, err } = await keywarden(BUILT, settings(), 'secrets get KEY --reveal')
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err.split('\n')).toEqual([expect.stringMatching(says), expect.stringMatching(/^keywarden: \S/), ''])
    expect(err).not.toMatch(/hunter2|index\.js/)
  })
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

describe('scan --known-stores', () => {
  const value = randomBytes(24).toString('base64url')

  test('seeks what a store holds, names key and store, and never shows the value', async () => {
    services.aws.fake.put('SESSION_SECRET', value)
    writeFileSync(join(folder, 'a.js'), `\n${Buffer.from(value).toString('hex')}\n`)
    const ran = await keywarden(BUILT, awsSettings(), 'scan a.js --known-stores')
    expect(ran).toMatchObject({ code: 1, err: '' })
    expect(ran.out).toMatch(
      /known value: SESSION_SECRET, hex, from AWS Secrets Manager[^\n]*\[known-value\]\n +at a\.js:2:1/i,
    )
    expect(ran.out).not.toContain(value.slice(0, 12))
    expect(await keywarden(BUILT, awsSettings(), 'scan a.js --known')).toMatchObject({ code: 0 })
  })

  test('is no clean scan where the store cannot be asked, unless that is optional', async () => {
    const away = 'kind = "hashicorp-vault"\nurl = "http://127.0.0.1:1"'
    const ran = await keywarden(BUILT, away, 'scan a.js --known-stores')
    expect(ran).toMatchObject({ code: 3, out: '' })
    const optional = await keywarden(BUILT, `${away}\noptional = true`, 'scan a.js --known-stores')
    expect(optional).toMatchObject({ code: 0 })
    expect(optional.out + optional.err).toContain('its values are not sought')
  })

  test('needs a store', async () => {
    const ran = await keywarden(
      BUILT,
      'kind = "aws-secrets-manager"\nenvironments = ["elsewhere"]',
      'scan a.js --known-stores',
    )
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('no store is named')
  })
})

describe('redact --known-stores', () => {
  const value = randomBytes(24).toString('base64url')
  const hex = Buffer.from(value).toString('hex')
  const redact = (settings: string, line: string) =>
    keywarden(BUILT, settings, line, undefined, `session ${value} and ${hex}, user 7\n`)

  test('masks what a store holds, in every form, and without the flag asks none', async () => {
    services.aws.fake.put('SESSION_SECRET', value)
    expect(await redact(awsSettings(), 'redact --known-stores')).toEqual({
      code: 0,
      out: 'session **** and ****, user 7\n',
      err: '',
    })
    services.aws.server.clear()
    expect((await redact(awsSettings(), 'redact')).out).toContain(value)
    expect(services.aws.server.requests).toEqual([])
  })

  test('lets nothing through where the store cannot be asked, unless that is optional, which is told', async () => {
    const away = 'kind = "hashicorp-vault"\nurl = "http://127.0.0.1:1"'
    const refused = await redact(away, 'redact --known-stores')
    expect(refused).toMatchObject({ code: 3, out: '' })
    const optional = await redact(`${away}\noptional = true`, 'redact --known-stores')
    expect(optional).toMatchObject({ code: 0, err: expect.stringContaining('Vault') })
  })
})
