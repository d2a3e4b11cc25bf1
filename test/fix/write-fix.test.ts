import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskPort } from '../../src/fix/apply/disk-port.ts'
import { type FixWrites, type WritePort, writeFix } from '../../src/fix/apply/write-steps.ts'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { mock } from '../support/mock.ts'
import { fixAll, proposeFix } from './fix-repository.ts'

const FIRST = mock('stripe-secret-key')
const SECOND = mock('sendgrid-api-key')
/** Writes of the whole fix: .gitignore, .env asked and written, .env.example, two files, the index. */
const CALLS = 7

async function repositoryToFix(): Promise<TestRepository> {
  const repo = await gitRepo({ 'README.md': 'x\n' })
  await repo.write('a.js', `use('${FIRST}')\n`)
  await repo.stageAll()
  await repo.write('a.js', `use('${FIRST}')\nuse('${SECOND}')\n`)
  await repo.write('b.py', `key = "${SECOND}"\n`)
  return repo
}

/** A port whose n-th call, counted from 0, does nothing and fails: the run is cut off there. */
function cutOff(port: WritePort, n: number): { readonly port: WritePort; readonly calls: string[] } {
  const calls: string[] = []
  const guarded =
    <Args extends readonly unknown[]>(name: string, call: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      if (calls.length === n) throw new Error('cut off')
      calls.push(name)
      await call(...args)
    }
  return {
    calls,
    port: {
      replaceFile: guarded('file', (change) => port.replaceFile(change)),
      requireIgnored: guarded('ignored', (path) => port.requireIgnored(path)),
      addToEnv: guarded('env', (change) => port.addToEnv(change)),
      replaceStaged: guarded('index', (changes) => port.replaceStaged(changes)),
    },
  }
}

async function writesOf(repo: TestRepository): Promise<FixWrites> {
  return (await (await proposeFix(repo)).plan(() => true)).writes
}

async function portOf(repo: TestRepository): Promise<WritePort> {
  return diskPort(await openRepository(gitGate(repo.root, repo.env)), 'refuse')
}

function textOf(repo: TestRepository, path: string): string {
  return existsSync(join(repo.root, path)) ? readFileSync(join(repo.root, path), 'utf8') : ''
}

test.each(Array.from({ length: CALLS }, (_, n) => n))(
  'ENV-01 cut off before write %d, every value is still there, none is open to git, and a second run ends the work',
  async (n) => {
    await using repo = await repositoryToFix()
    const { port } = cutOff(await portOf(repo), n)
    await expect(writeFix(await writesOf(repo), port)).rejects.toThrow('cut off')
    const env = textOf(repo, '.env')
    const onDisk = `${env}${textOf(repo, 'a.js')}${textOf(repo, 'b.py')}`
    expect(onDisk).toContain(FIRST)
    expect(onDisk).toContain(SECOND)
    const lookups = [textOf(repo, 'a.js'), textOf(repo, 'b.py'), await repo.git('show', ':a.js')].join('\n')
    if (lookups.includes('STRIPE_SECRET_KEY')) expect(env).toContain(FIRST)
    if (lookups.includes('SENDGRID_API_KEY')) expect(env).toContain(SECOND)
    if (env !== '') expect(await repo.git('check-ignore', '.env')).toBe('.env')
    expect(await fixAll(repo)).toEqual([])
    expect(await repo.git('show', ':a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)')
    expect(textOf(repo, 'a.js')).toBe('use(process.env.STRIPE_SECRET_KEY)\nuse(process.env.SENDGRID_API_KEY)\n')
    expect(textOf(repo, 'b.py')).toBe('import os\n\nkey = os.environ["SENDGRID_API_KEY"]\n')
    expect(textOf(repo, '.gitignore')).toBe('.env\n')
    expect(textOf(repo, '.env').match(/^STRIPE_SECRET_KEY=/gm)).toHaveLength(1)
  },
)

test('ignored first, then the value, then the code, and the index last', async () => {
  await using repo = await repositoryToFix()
  const { port, calls } = cutOff(await portOf(repo), CALLS)
  await writeFix(await writesOf(repo), port)
  expect(calls).toEqual(['file', 'ignored', 'env', 'file', 'file', 'file', 'index'])
})

test('a file that changes between plan and write is left as it is', async () => {
  await using repo = await repositoryToFix()
  const writes = await writesOf(repo)
  await repo.append('a.js', 'more()\n')
  await expect(writeFix(writes, await portOf(repo))).rejects.toThrow(/a\.js/)
  expect(textOf(repo, 'a.js')).toBe(`use('${FIRST}')\nuse('${SECOND}')\nmore()\n`)
})

test('a file that is staged anew between plan and write keeps what is staged', async () => {
  await using repo = await repositoryToFix()
  const writes = await writesOf(repo)
  await repo.stage('a.js')
  await expect(writeFix(writes, await portOf(repo))).rejects.toThrow('a.js was staged anew in the meantime')
  expect(await repo.git('show', ':a.js')).toContain(FIRST)
})

test('ENV-06 a variable that .env has got with another value in the meantime is not written over', async () => {
  await using repo = await repositoryToFix()
  const writes = await writesOf(repo)
  await repo.write('.env', 'STRIPE_SECRET_KEY=other\n')
  await expect(writeFix(writes, await portOf(repo))).rejects.toThrow(
    '.env has another value for STRIPE_SECRET_KEY by now',
  )
  expect(textOf(repo, '.env')).toBe('STRIPE_SECRET_KEY=other\n')
  expect(textOf(repo, 'a.js')).toContain(FIRST)
})

test('ENV-06 what others have added to .env in the meantime stays', async () => {
  await using repo = await repositoryToFix()
  const writes = await writesOf(repo)
  await repo.write('.env', '# mine\nPORT=1\n')
  await writeFix(writes, await portOf(repo))
  expect(textOf(repo, '.env')).toMatch(/^# mine\nPORT=1\n/)
  expect(textOf(repo, '.env')).toContain(`STRIPE_SECRET_KEY=${FIRST}\n`)
})
