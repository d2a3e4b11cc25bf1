import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadRuleFiles } from '../../src/rules/load-rule-files.ts'
import { parseRuleFile } from '../../src/rules/parse-rule-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder gives its rule files in order, a file itself', async () => {
  await mkdir(join(folder, 'b.toml'))
  await writeFile(join(folder, 'c.toml'), 'c')
  await writeFile(join(folder, 'a.toml'), 'a')
  await writeFile(join(folder, 'README.md'), 'text')
  await rm(join(folder, 'b.toml'), { recursive: true })
  expect(await loadRuleFiles([join(folder, 'c.toml'), folder])).toEqual([
    { file: join(folder, 'c.toml'), text: 'c' },
    { file: join(folder, 'a.toml'), text: 'a' },
    { file: join(folder, 'c.toml'), text: 'c' },
  ])
})

test('a path that is not there is named', async () => {
  await expect(loadRuleFiles([join(folder, 'none.toml')])).rejects.toMatchObject({
    code: 'PATH_NOT_FOUND',
    message: expect.stringContaining('none.toml'),
  })
})

test('bytes that are not UTF-8 end as a problem', async () => {
  const file = join(folder, 'x.toml')
  await writeFile(file, Buffer.from([0x61, 0x20, 0xff]))
  const [loaded] = await loadRuleFiles([file])
  expect(parseRuleFile(file, loaded?.text ?? '').problems).toMatchObject([{ message: 'not UTF-8', column: 3 }])
})
