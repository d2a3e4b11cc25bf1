import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseExample } from '../../../src/commands/secrets/read-example.ts'
import { typesOf, writeTypes } from '../../../src/commands/secrets/write-types.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

const example = parseExample('# a key */ of ours\nAPI_KEY=\nDSN= # optional\nPORT=3000\nodd.name=\n', '.env.example')

test('every key has its type', () => {
  const text = typesOf(example)
  expect(text).toContain('    /** a key * / of ours */\n    readonly API_KEY: Secret\n')
  expect(text).toContain(
    '    readonly DSN: Secret | undefined\n    readonly PORT: string\n    readonly "odd.name": Secret\n',
  )
  expect(text).toContain('      API_KEY?: string\n')
})

test('a file that is up to date is left alone', async () => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'secrets.d.ts')
  await writeTypes(example, 'secrets.d.ts', folder.path)
  expect(readFileSync(file, 'utf8')).toBe(typesOf(example))
  utimesSync(file, 1, 1)
  const { lines } = await writeTypes(example, 'secrets.d.ts', folder.path)
  expect([lines, statSync(file).mtimeMs]).toEqual([['secrets.d.ts: 4 keys of .env.example, unchanged'], 1000])
})

test('a file of somebody else is left alone', async () => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'index.ts'), 'export const answer = 42\n')
  await expect(writeTypes(example, 'index.ts', folder.path)).rejects.toMatchObject({ code: 'USAGE' })
  expect(readFileSync(join(folder.path, 'index.ts'), 'utf8')).toBe('export const answer = 42\n')
})
