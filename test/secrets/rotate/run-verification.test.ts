import { expect, test } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { runVerification } from '../../../src/secrets/rotate/run-verification.ts'

const value = new Secret('new & "odd" value 12345')
const node = JSON.stringify(process.execPath)

function trying(script: string, parts: { timeout?: number; env?: NodeJS.ProcessEnv } = {}) {
  const env = parts.env ?? process.env
  const command = `${node} -e ${JSON.stringify(script)}`
  return runVerification(value, {
    key: 'API_KEY',
    command,
    env,
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

test('the command finds the new value in its environment, and neither among its arguments nor with another name', async () => {
  const own = `process.env.API_KEY === 'new & ' + String.fromCharCode(34) + 'odd' + String.fromCharCode(34) + ' value 12345'`
  const others = `Object.entries(process.env).every(([name, text]) => name === 'API_KEY' || !text.includes('value 12345'))`
  const isUnseen = `!require('fs').readFileSync('/proc/' + process.ppid + '/cmdline', 'utf8').includes('value 12345')`
  const script = `process.exit(${own} && ${others} && (process.platform !== 'linux' || ${isUnseen}) ? 0 : 1)`
  await expect(trying(script.replaceAll('"', "'"))).resolves.toBeUndefined()
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
  expect(failure.message).toContain('was ended by SIGTERM')
})
