import { spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isolatedEnvironment, temporaryFolder } from '../support/git-repo.ts'
import { keywarden, PROGRAM } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const token = randomBytes(24).toString('hex')

async function folderWith(files: Readonly<Record<string, string>> = { '.env': `API_TOKEN=${token}\nPORT=3000\n` }) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text)
  return folder
}

const script = (code: string) => ['secrets', 'run', '--', process.execPath, '-e', code]

describe('secrets run', () => {
  test('gives the values of .env, the environment before them, and passes the exit code on', async () => {
    await using folder = await folderWith({ '.env': 'PORT=3000\nNAME=file\nEMPTY=\n' })
    const code =
      'const { PORT, NAME, EMPTY } = process.env; console.log(PORT, NAME, JSON.stringify(EMPTY)); process.exit(9)'
    const run = await keywarden(folder.path, script(code), { env: { NAME: 'environment' } })
    expect(run).toMatchObject({ code: 9, stdout: '3000 environment ""\n' })
  })

  test('takes the files of the environment that is asked for', async () => {
    await using folder = await folderWith({ '.env': 'A=1\nB=1\n', '.env.staging': 'A=2\n' })
    const [verb, name, ...rest] = script('console.log(process.env.A, process.env.B)')
    const run = await keywarden(folder.path, [verb as string, name as string, '--env', 'staging', ...rest])
    expect(run.stdout).toBe('2 1\n')
  })

  test('hands words over as they are, empty ones and options included', async () => {
    await using folder = await folderWith()
    const args = ['', '-', '--help', '-v', '$PORT', 'a b', '*']
    const run = await keywarden(folder.path, [
      ...script('console.log(JSON.stringify(process.argv.slice(1)))'),
      '--',
      ...args,
    ])
    expect(JSON.parse(run.stdout)).toEqual(args)
  })

  test('masks secrets in both outputs, in other encodings and cut in two as well', async () => {
    await using folder = await folderWith()
    const code = `
      const { API_TOKEN: t, PORT } = process.env
      console.error('error', t)
      console.log('plain', t, 'base64', Buffer.from(t).toString('base64'), 'port', PORT)
      process.stdout.write('half ' + t.slice(0, 20))
      setTimeout(() => process.stdout.write(t.slice(20) + ' end\\n'), 100)`
    const { stdout, stderr } = await keywarden(folder.path, script(code))
    expect(stdout).toMatch(/^plain \*{4} base64 \*{4}=* port 3000\nhalf \*{4} end\n$/)
    expect(stderr).toBe('error ****\n')
  })

  test('does not mask where that is not wanted', async () => {
    await using folder = await folderWith()
    const code = 'console.log(process.env.API_TOKEN)'
    const run = await keywarden(folder.path, ['secrets', 'run', '--no-mask', '--', process.execPath, '-e', code])
    expect(run.stdout.trim() === token).toBe(true)
  })

  test('masks an endless line as it comes and does not hold it back', async () => {
    await using folder = await folderWith()
    const code = 'process.stdout.write("ready? "); setTimeout(() => process.exit(), 5000)'
    const child = spawn(process.execPath, [PROGRAM, ...script(code)], { cwd: folder.path, env: isolatedEnvironment() })
    const first = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))))
    child.kill()
    expect(first).toBe('ready? ')
  })

  test.each([
    ['a command that is not there', ['no-such-command-here'], 127],
    ['a folder', ['./'], 126],
  ])('answers %s as shells do', async (_, command, exitCode) => {
    await using folder = await folderWith()
    expect((await keywarden(folder.path, ['secrets', 'run', '--', ...command])).code).toBe(exitCode)
  })

  test('an option of the program before -- is told with the remedy', async () => {
    await using folder = await folderWith()
    const run = await keywarden(folder.path, ['secrets', 'run', 'node', '--port', '3'])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('write -- before the program')
  })

  test('a program that a signal ends gives 128 and its number', async () => {
    await using folder = await folderWith()
    const run = await keywarden(folder.path, script('process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 9999)'))
    expect(run.code).toBe(137)
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on and waits for the program to end',
    async (signal) => {
      await using folder = await folderWith()
      const code = `
      process.on('${signal}', () => setTimeout(() => { console.log('tidied up'); process.exit(5) }, 200))
      setInterval(() => {}, 1000); console.log('ready')`
      const child = spawn(process.execPath, [PROGRAM, ...script(code)], {
        cwd: folder.path,
        env: isolatedEnvironment(),
      })
      let output = ''
      child.stdout.on('data', (text) => {
        output += text
        if (output === 'ready\n') child.kill(signal)
      })
      const exitCode = await new Promise((resolve) => child.on('close', resolve))
      expect([output, exitCode]).toEqual(['ready\ntidied up\n', 5])
    },
  )

  test('does not run where a store that may have a value cannot be asked', async () => {
    await using folder = await folderWith({ '.env': 'A_SECRET=aws-sm://some-name#key\n' })
    const run = await keywarden(folder.path, [
      'secrets',
      'run',
      '--offline',
      '--',
      process.execPath,
      '-e',
      'console.log("ran")',
    ])
    expect(run.code).not.toBe(0)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('no value for A_SECRET: ')
  })

  test('tells of keys that the template asks for and nothing has', async () => {
    await using folder = await folderWith({ '.env.example': 'API_TOKEN=\nPORT=3000\n', '.env': '' })
    const run = await keywarden(folder.path, script('console.log(process.env.PORT)'))
    expect(run).toMatchObject({ code: 0, stdout: '3000\n' })
    expect(run.stderr).toContain('no value for API_TOKEN')
  })

  test('announces the values to a CI runner that is there, and to nobody else', async () => {
    await using folder = await folderWith()
    const args = ['secrets', 'run', '--ci-masks', '--', process.execPath, '-e', '0']
    expect(
      (await keywarden(folder.path, args, { env: { GITHUB_ACTIONS: 'true' } })).stdout === `::add-mask::${token}\n`,
    ).toBe(true)
    expect((await keywarden(folder.path, args, { env: { GITHUB_ACTIONS: '' } })).stdout).toBe('')
  })
})

describe('redact', () => {
  test('masks known values and what rules find, and leaves the rest', async () => {
    await using folder = await folderWith()
    const pat = mock('github-pat')
    const input = `start\nauth ${pat} ok\nvalue ${token}\nhex ${Buffer.from(token).toString('hex')}\nlast line without end`
    const run = await keywarden(folder.path, ['redact'], { input })
    expect(run.code).toBe(0)
    expect(run.stdout.replaceAll('ghp_****', '****')).toBe(
      'start\nauth **** ok\nvalue ****\nhex ****\nlast line without end',
    )
  })

  test('masks a private key of many lines', async () => {
    await using folder = await folderWith()
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const run = await keywarden(folder.path, ['redact'], { input: `before\n${privateKey}after\n` })
    for (const line of privateKey.split('\n').slice(1, -2)) expect(run.stdout).not.toContain(line)
    expect(run.stdout).toMatch(/^before\n[\s\S]*after\n$/)
  })

  test('a line goes out as soon as it is there', async () => {
    await using folder = await folderWith()
    const child = spawn(process.execPath, [PROGRAM, 'redact'], { cwd: folder.path, env: isolatedEnvironment() })
    child.stdin.write(`one ${token}\ntwo`)
    const first = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))))
    child.stdin.end()
    await new Promise((resolve) => child.on('close', resolve))
    expect(first).toBe('one ****\n')
  })

  test('bytes that are no text come out as they went in', async () => {
    await using folder = await folderWith()
    const bytes = randomBytes(100_000)
    const child = spawn(process.execPath, [PROGRAM, 'redact', '--no-known'], {
      cwd: folder.path,
      env: isolatedEnvironment(),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stdin.end(bytes)
    await new Promise((resolve) => child.on('close', resolve))
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
  })
})
