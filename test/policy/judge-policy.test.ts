import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { judgePolicy } from '../../src/policy/judge-policy.ts'
import type { EnvFileFacts, FileFacts } from '../../src/policy/policy-facts.ts'
import { envFile, factsOf, fileWith } from './facts.ts'

function template(parts: Partial<FileFacts>): FileFacts {
  return fileWith({ path: '.env.example', isTracked: true, ...parts })
}

function ids(envFiles: readonly EnvFileFacts[], templates: readonly FileFacts[] = [template({})]) {
  return judgePolicy(factsOf({ envFiles, templates })).map(({ policyId, path }) => [policyId, path])
}

const encrypted = `DB_PASSWORD="encrypted:${'B'.repeat(40)}"\nPORT=80\n`

test('an ignored .env beside a template is as it should be', () => {
  expect(ids([envFile({})])).toEqual([])
})

describe('an env file in git', () => {
  test.each([
    ['tracked', { isTracked: true }],
    ['staged', { isStaged: true, isIgnored: false }],
    ['tracked and gone from the disk', { isTracked: true, existsOnDisk: false }],
    ['half encrypted', { isTracked: true, text: `${encrypted}API_TOKEN=t${randomBytes(9).toString('hex')}\n` }],
    ['plain', { isTracked: true, text: 'PORT=80\n' }],
  ])('%s is a violation', (_, parts) => {
    expect(ids([envFile({ path: 'a/.env.local', ...parts })])).toEqual([['env-file-tracked', 'a/.env.local']])
  })

  test('is told with what to do', () => {
    const [violation] = judgePolicy(
      factsOf({ envFiles: [envFile({ isTracked: true, isIgnored: false })], templates: [template({})] }),
    )
    expect(violation).toEqual({
      policyId: 'env-file-tracked',
      path: '.env',
      line: null,
      message: 'env file is tracked by git',
      remedy: 'git rm --cached -- .env, and add the line .env to .gitignore',
      mends: [
        { kind: 'ignore', file: '.gitignore', line: '.env' },
        { kind: 'untrack', path: '.env' },
      ],
    })
  })

  test('is told without the line that is there, and with quotes where the shell needs them', () => {
    const [violation] = judgePolicy(factsOf({ envFiles: [envFile({ path: "it's mine/.env.x", isStaged: true })] }))
    expect(violation?.message).toBe('env file is staged for a commit')
    expect(violation?.remedy).toBe("git rm --cached -- 'it'\\''s mine/.env.x'")
  })

  test.each([
    ['dotenvx', encrypted],
    ['SOPS', 'DB_PASSWORD=ENC[AES256_GCM,data:x,type:str]\n'],
  ])('encrypted by %s may be there', (_, text) => {
    expect(ids([envFile({ isTracked: true, isIgnored: false, text })], [])).toEqual([])
  })
})

describe('an env file that is not in git', () => {
  test('has to be ignored', () => {
    const facts = factsOf({ envFiles: [envFile({ path: 'a/.env.[x]', isIgnored: false })] })
    expect(judgePolicy(facts)).toMatchObject([
      { policyId: 'env-file-not-ignored', path: 'a/.env.[x]', remedy: 'add the line .env.\\[x\\] to .gitignore' },
    ])
  })

  test('and not on the disk is no matter', () => {
    expect(ids([envFile({ isIgnored: false, existsOnDisk: false })], [])).toEqual([])
  })
})

describe('a template', () => {
  test.each([
    ['in another folder', [template({ path: 'b/.env.example' })]],
    ['neither on the disk nor tracked', [template({ path: 'a/.env.example', isTracked: false, existsOnDisk: false })]],
    ['only for tests', [template({ path: 'a/.env.test' })]],
  ])('%s leaves a .env without one', (_, templates) => {
    expect(ids([envFile({ path: 'a/.env' })], templates)).toEqual([['env-template-missing', 'a/.env.example']])
  })

  test('of any spelling will do, and .env.local alone needs none', () => {
    expect(ids([envFile({ path: 'a/.env' })], [template({ path: 'a/example.env' })])).toEqual([])
    expect(ids([envFile({ path: 'a/.env.local' })], [])).toEqual([])
  })

  test('must not be ignored, unless it is tracked or only for tests', () => {
    const ignored = { isIgnored: true, isTracked: false }
    expect(ids([], [template(ignored)])).toEqual([['env-template-ignored', '.env.example']])
    expect(ids([], [template({ isIgnored: true }), template({ ...ignored, path: '.env.test' })])).toEqual([])
    expect(judgePolicy(factsOf({ templates: [template(ignored)] }))[0]?.remedy).toContain('!.env.example')
  })

  test('must hold no real value; the key is named, the value never', () => {
    const value = `v${randomBytes(12).toString('hex')}`
    const text = `# note\nPORT=8080\nDB_PASSWORD=changeme\nexport API_TOKEN="${value}"\nCACHE_KEY=users\n`
    const violations = judgePolicy(factsOf({ templates: [template({ text }), template({ path: '.env.test', text })] }))
    expect(violations).toMatchObject([
      { policyId: 'env-template-holds-value', path: '.env.example', line: 4 },
      { policyId: 'env-template-holds-value', path: '.env.test', line: 4 },
    ])
    expect(violations[0]?.message).toContain('API_TOKEN')
    expect(JSON.stringify(violations)).not.toContain(value)
  })
})

test('violations are sorted by path, line and policy', () => {
  const text = `A_TOKEN=x9${'z'.repeat(3)}q\nB_TOKEN=x9${'y'.repeat(3)}q\n`
  const files = [envFile({ path: 'b/.env', isIgnored: false }), envFile({ path: 'a/.env', isTracked: true })]
  expect(ids(files, [template({ path: 'b/.env.example', text })])).toEqual([
    ['env-file-tracked', 'a/.env'],
    ['env-template-missing', 'a/.env.example'],
    ['env-file-not-ignored', 'b/.env'],
    ['env-template-holds-value', 'b/.env.example'],
    ['env-template-holds-value', 'b/.env.example'],
  ])
})
