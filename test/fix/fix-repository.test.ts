import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnv } from '../../src/dotenv/read-env.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { mock } from '../support/mock.ts'
import { fixAll, proposeFix } from './fix-repository.ts'

const STRIPE = mock('stripe-secret-key')
const SENDGRID = mock('sendgrid-api-key')

test('a staged secret is moved, in the index and on disk, and the next commit is clean', async () => {
  await using repo = await gitRepo({ 'README.md': 'hello\n' })
  await repo.write('src/pay.js', `const stripe = '${STRIPE}'\n`)
  await repo.stageAll()
  expect(await fixAll(repo)).toEqual([])
  expect(await repo.git('show', ':src/pay.js')).toBe('const stripe = process.env.STRIPE_SECRET_KEY')
  expect(textOf(repo, 'src/pay.js')).toBe('const stripe = process.env.STRIPE_SECRET_KEY\n')
  expect(valuesIn(repo)).toEqual({ STRIPE_SECRET_KEY: STRIPE })
  expect(textOf(repo, '.env.example')).toBe('# Stripe live secret key\nSTRIPE_SECRET_KEY=\n')
  expect(textOf(repo, '.gitignore')).toBe('.env\n')
  expect(statSync(join(repo.root, '.env')).mode & 0o777).toBe(0o600)
  expect(await repo.git('diff', '--cached')).not.toContain(STRIPE)
  expect((await proposeFix(repo)).findings).toEqual([])
})

test('GIT-03 of a file that is staged in part each version keeps what is its own', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await repo.write('a.js', `first()\nuse('${STRIPE}')\n`)
  await repo.stageAll()
  await repo.write('a.js', `draft()\nfirst()\nuse("${STRIPE}") // half done\nuse('${SENDGRID}')\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(await repo.git('show', ':a.js')).toBe('first()\nuse(process.env.STRIPE_SECRET_KEY)')
  expect(textOf(repo, 'a.js')).toBe(
    'draft()\nfirst()\nuse(process.env.STRIPE_SECRET_KEY) // half done\nuse(process.env.SENDGRID_API_KEY)\n',
  )
})

test('a secret that is only staged, and gone from disk, is fixed in the index alone', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await repo.write('a.js', `use('${STRIPE}')\n`)
  await repo.stageAll()
  await repo.write('a.js', 'draft()\n')
  expect(await fixAll(repo)).toEqual([])
  expect(await repo.git('show', ':a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)')
  expect(textOf(repo, 'a.js')).toBe('draft()\n')
  expect(valuesIn(repo)).toEqual({ STRIPE_SECRET_KEY: STRIPE })
})

test('a committed secret is taken out of the file on disk, and the index stays HEAD’s', async () => {
  await using repo = await gitRepo({ 'a.js': `use('${STRIPE}')\n` })
  expect(await fixAll(repo)).toEqual([])
  expect(textOf(repo, 'a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)\n')
  expect(await repo.git('diff', '--cached', '--name-only')).toBe('')
})

test('the mode of a staged file stays, and before the first commit the index is fixed as well', async () => {
  await using repo = await gitRepo()
  await repo.write('run.sh', `#!/bin/sh\nexport SENDGRID=${SENDGRID}\n`)
  chmodSync(join(repo.root, 'run.sh'), 0o755)
  await repo.stageAll()
  expect(await fixAll(repo)).toEqual([])
  expect(await repo.git('ls-files', '--stage', 'run.sh')).toMatch(/^100755 /)
  expect(await repo.git('show', ':run.sh')).toBe('#!/bin/sh\nexport SENDGRID="${SENDGRID_API_KEY}"')
  expect(statSync(join(repo.root, 'run.sh')).mode & 0o777).toBe(0o755)
})

test('GIT-22 the index that GIT_INDEX_FILE names is the one that is fixed', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await repo.write('a.js', `use('${STRIPE}')\n`)
  const env = { ...repo.env, GIT_INDEX_FILE: join(repo.root, '.git/next-index-1') }
  await repo.git('read-tree', '--index-output=.git/next-index-1', 'HEAD')
  await inIndex(repo, env, 'add', 'a.js')
  expect(await fixAll(repo, {}, env)).toEqual([])
  expect(await inIndex(repo, env, 'show', ':a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)')
  expect(await repo.git('show', ':a.js')).toBe('first()')
})

test('under lint-staged files are edited and nothing is staged', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await repo.write('a.js', `use('${STRIPE}')\n`)
  await repo.stageAll()
  await repo.git('stash', 'store', '--message', 'lint-staged automatic backup', await repo.git('stash', 'create'))
  const before = await repo.git('ls-files', '--stage')
  const env = { ...repo.env, GIT_INDEX_FILE: join(repo.root, '.git/index') }
  expect((await proposeFix(repo, {}, env)).index).toBe('left to lint-staged')
  expect(await fixAll(repo, {}, env)).toEqual([])
  expect(textOf(repo, 'a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)\n')
  expect(await repo.git('ls-files', '--stage')).toBe(before)
})

test('CRLF and a byte order mark stay as they are', async () => {
  await using repo = await gitRepo({ 'a.txt': 'x\n' })
  await repo.write('a.py', `\ufeffimport re\r\n\r\nkey = "${STRIPE}"\r\n# caf\u00e9\r\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(textOf(repo, 'a.py')).toBe(
    '\ufeffimport os\r\nimport re\r\n\r\nkey = os.environ["STRIPE_SECRET_KEY"]\r\n# caf\u00e9\r\n',
  )
})

test.each([
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`use('${STRIPE}')\n`, 'utf16le')])],
  ['Latin-1', Buffer.from(`// caf\u00e9\nuse('${STRIPE}')\n`, 'latin1')],
])('a file in %s is left as it is, to the byte', async (_, bytes) => {
  await using repo = await gitRepo({ 'a.txt': 'x\n' })
  await repo.write('a.js', bytes)
  expect(await fixAll(repo)).toHaveLength(1)
  expect(readFileSync(join(repo.root, 'a.js'))).toEqual(bytes)
})

test('the same value in two files has one name, and one that .env has already is used', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  await repo.write('.env', `# mine\nPAYMENTS=${STRIPE}\n`)
  await repo.write('a.js', `use('${STRIPE}')\n`)
  await repo.write('b.py', `import os\nuse("${STRIPE}")\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(textOf(repo, 'a.js')).toBe('use(process.env.PAYMENTS)\n')
  expect(textOf(repo, 'b.py')).toBe('import os\nuse(os.environ["PAYMENTS"])\n')
  expect(textOf(repo, '.env')).toBe(`# mine\nPAYMENTS=${STRIPE}\n`)
})

test('a value of .env gets its own name, and where it stands encoded it is left to its owner', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  await repo.write('.env', `SESSION_SECRET=${STRIPE}\n`)
  const encoded = Buffer.from(`app:${STRIPE}`).toString('base64')
  await repo.write('a.js', `const token = '${encoded}'\nuse('${STRIPE}')\n`)
  await repo.stageAll()
  const proposal = await proposeFix(repo)
  const plan = await proposal.plan(() => true)
  await proposal.apply(plan)
  expect(textOf(repo, 'a.js')).toBe(`const token = '${encoded}'\nuse(process.env.SESSION_SECRET)\n`)
  expect(valuesIn(repo)).toEqual({ SESSION_SECRET: STRIPE })
  expect(plan.moves.map(({ finding }) => finding.startLine)).toEqual([2, 2])
  expect(textOf(repo, '.env.example')).toBe('# used in a.js\nSESSION_SECRET=\n')
  expect(plan.unfixed.map(({ finding }) => `${finding.startLine} ${finding.message}`)).toEqual([
    '1 Known value: SESSION_SECRET, base64, from .env',
  ])
})

test('two values that want one name get two', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  const other = mock('stripe-secret-key', 'other')
  await repo.write('a.js', `use('${STRIPE}')\nuse('${other}')\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(valuesIn(repo)).toEqual({ STRIPE_SECRET_KEY: STRIPE, STRIPE_SECRET_KEY_2: other })
  expect(textOf(repo, 'a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)\nuse(process.env.STRIPE_SECRET_KEY_2)\n')
})

test('ENV-08 no value is written to a .env that git tracks, unless that is meant', async () => {
  await using repo = await gitRepo({ '.env': 'PORT=1\n' })
  await repo.write('a.js', `use('${STRIPE}')\n`)
  expect(await fixAll(repo)).toEqual(['.env is in git, so the value would be committed with it'])
  expect(textOf(repo, '.env')).toBe('PORT=1\n')
  expect(textOf(repo, 'a.js')).toContain(STRIPE)
  expect(await fixAll(repo, { trackedEnv: 'accept' })).toEqual([])
  expect(valuesIn(repo)).toEqual({ PORT: '1', STRIPE_SECRET_KEY: STRIPE })
})

test('ENV-08 no value is written where a line of another .gitignore takes .env in again', async () => {
  await using repo = await gitRepo({ 'app/.gitignore': '!.env\n', 'app/.env.example': 'PORT=\n' })
  await repo.write('app/a.js', `use('${STRIPE}')\n`)
  await expect(fixAll(repo)).rejects.toThrow('git does not ignore app/.env')
  expect(() => textOf(repo, 'app/.env')).toThrow('ENOENT')
  expect(textOf(repo, 'app/a.js')).toContain(STRIPE)
})

test('the value goes to the nearest .env, and a template that is ignored is taken in', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env*\n' })
  await repo.write('packages/api/.env', 'PORT=1\n')
  await repo.write('packages/api/src/a.js', `use('${STRIPE}')\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(valuesIn(repo, 'packages/api/.env')).toEqual({ PORT: '1', STRIPE_SECRET_KEY: STRIPE })
  expect(textOf(repo, '.gitignore')).toBe('.env*\n!.env.example\n')
  expect(textOf(repo, 'packages/api/.env.example')).toContain('STRIPE_SECRET_KEY=\n')
})

test('a real value in .env.example goes to .env and leaves its key', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  await repo.write('.env.example', `# pay\nPAYMENTS=${STRIPE}\n`)
  await repo.write('a.js', `use('${STRIPE}')\nuse('${SENDGRID}')\n`)
  expect(await fixAll(repo)).toEqual([])
  expect(textOf(repo, '.env.example')).toBe('# pay\nPAYMENTS=\n# SendGrid API key\nSENDGRID_API_KEY=\n')
  expect(textOf(repo, 'a.js')).toBe('use(process.env.PAYMENTS)\nuse(process.env.SENDGRID_API_KEY)\n')
  expect(valuesIn(repo)).toEqual({ PAYMENTS: STRIPE, SENDGRID_API_KEY: SENDGRID })
})

test('only what is named is fixed: by line, by file and by fingerprint', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  await repo.write('a.js', `use('${STRIPE}')\nuse('${SENDGRID}')\n`)
  await repo.write('b.js', `use('${SENDGRID}')\n`)
  await fixAll(repo, { places: [{ path: 'a.js', line: 2 }] })
  expect(textOf(repo, 'a.js')).toBe(`use('${STRIPE}')\nuse(process.env.SENDGRID_API_KEY)\n`)
  expect(textOf(repo, 'b.js')).toContain(SENDGRID)
  const { findings } = await proposeFix(repo, { places: [{ path: join(repo.root, 'b.js'), line: null }] })
  await fixAll(repo, { fingerprints: [findings[0]?.fingerprint ?? ''] })
  expect(textOf(repo, 'b.js')).toBe('use(process.env.SENDGRID_API_KEY)\n')
  expect(textOf(repo, 'a.js')).toContain(STRIPE)
})

test('a name that means no finding is a mistake', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await expect(proposeFix(repo, { places: [{ path: 'a.js', line: 1 }] })).rejects.toThrow(
    'there is no finding at a.js:1',
  )
  await expect(proposeFix(repo, { fingerprints: ['kw1:x'] })).rejects.toThrow(
    'there is no finding with the fingerprint kw1:x',
  )
})

test('what a comment accepts stays, beside the same value that none accepts', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  const accepted = `use('${STRIPE}') // keywarden:allow stripe-secret-key made up\n`
  await repo.write('a.js', `${accepted}\nuse('${STRIPE}')\n`)
  await fixAll(repo)
  expect(textOf(repo, 'a.js')).toBe(`${accepted}\nuse(process.env.STRIPE_SECRET_KEY)\n`)
})

test('ENV-03 a link is not followed, and the link that is staged stays', async () => {
  await using repo = await gitRepo({ 'a.txt': 'x\n' })
  symlinkSync(`https://u:${STRIPE}@example.com`, join(repo.root, 'link.js'))
  await repo.stageAll()
  const before = await repo.git('ls-files', '--stage')
  expect(await fixAll(repo)).toHaveLength(1)
  expect(await repo.git('ls-files', '--stage')).toBe(before)
})

test('GIT-70 what git is told not to look at is left in the index', async () => {
  await using repo = await gitRepo({ 'a.js': 'first()\n' })
  await repo.write('a.js', `use('${STRIPE}')\n`)
  await repo.stageAll()
  await repo.git('update-index', '--skip-worktree', 'a.js')
  const before = await repo.git('ls-files', '--stage')
  expect(await fixAll(repo)).toEqual(['git is told not to look at the file (skip-worktree, assume-unchanged)'])
  expect(await repo.git('ls-files', '--stage')).toBe(before)
})

test('GIT-40 a file with a strange name is fixed, on disk and in the index', async () => {
  await using repo = await gitRepo({ 'a.txt': 'x\n' })
  const name = ' -x "q" \'s\' \t$(id) é [a]*.js'
  await repo.write(name, `use('${STRIPE}')\n`)
  await repo.stageAll()
  expect(await fixAll(repo)).toEqual([])
  expect(textOf(repo, name)).toBe('use(process.env.STRIPE_SECRET_KEY)\n')
  expect(await repo.git('show', `:${name}`)).toBe('use(process.env.STRIPE_SECRET_KEY)')
})

function textOf(repo: TestRepository, path: string): string {
  return readFileSync(join(repo.root, path), 'utf8')
}

function valuesIn(repo: TestRepository, path = '.env'): Record<string, string> {
  return Object.fromEntries(readEnv(textOf(repo, path)).map(({ key, value }) => [key, value]))
}

async function inIndex(repo: TestRepository, env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  const { execFileSync } = await import('node:child_process')
  return execFileSync('git', args, { cwd: repo.root, env, encoding: 'utf8' }).replace(/\n$/, '')
}
