import { expect, test } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { runVerification } from '../../../src/secrets/rotate/run-verification.ts'

const value = new Secret('new & "odd" value 12345')
const node = JSON.stringify(process.execPath)

function trying(script: string, parts: { timeout?: number; value?: Secret } = {}) {
  const command = `${node} -e ${JSON.stringify(script)}`
  return runVerification(parts.value ?? value, {
    key: 'API_KEY',
    command,
    env: process.env,
    cwd: process.cwd(),
    signal: null,
    timeout: parts.timeout ?? 20_000,
  })
}

async function failureOf(work: Promise<void>): Promise<{ message: string; hint: string; code: string }> {
  return work.then(
    () => expect.unreachable('it has to fail'),
    (error) => error,
  )
}

test('the command finds the new value in its environment under the name of the key, and nowhere else', async () => {
  const plain = new Secret('plain-value-12345')
  const lines = [
    `const { API_KEY, ...others } = process.env`,
    `const isOwn = API_KEY === ['plain', 'value', '12345'].join('-')`,
    `const inOthers = Object.values(others).some((text) => text.includes(API_KEY))`,
    `const isLinux = process.platform === 'linux'`,
    `const argumentsOfShell = isLinux ? require('fs').readFileSync('/proc/' + process.ppid + '/cmdline', 'utf8') : ''`,
    `process.exit(isOwn && !inOthers && !argumentsOfShell.includes(API_KEY) ? 0 : 1)`,
  ]
  await expect(trying(lines.join(';'), { value: plain })).resolves.toBeUndefined()
})

test('where it fails, its last words are told with the value masked in every spelling', async () => {
  const script = `const v = process.env.API_KEY;
    console.log('said ' + v); console.error(encodeURIComponent(v)); console.log(JSON.stringify(v), Buffer.from(v).toString('base64')); process.exit(7)`
  const failure = await failureOf(trying(script.replaceAll('\n', ' ')))
  expect(failure.code).toBe('SECRET_INVALID')
  expect(failure.message).toContain('ended with 7')
  expect(failure.hint).toContain('said ****')
  for (const spelling of ['value 12345', 'value%2012345', Buffer.from(value.reveal()).toString('base64')]) {
    expect(`${failure.message}${failure.hint}`).not.toContain(spelling)
  }
})

test('a command that does not end is ended', async () => {
  const failure = await failureOf(trying('setInterval(() => {}, 1000)', { timeout: 300 }))
  expect(failure.message).toContain('did not end within 0.3 s')
})

test('what the command leaves running does not hold it up', async () => {
  const script = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: 'inherit', detached: true }).unref()`
  await expect(trying(script)).resolves.toBeUndefined()
})
