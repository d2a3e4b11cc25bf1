import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findEnvFiles } from '../../../src/commands/known/find-env-files.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

async function folderWith(paths: readonly string[]) {
  const folder = await temporaryFolder()
  for (const path of paths) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), '')
  }
  return folder
}

test('finds the files of the root, of its folders, and of packages in folders of folders', async () => {
  await using folder = await folderWith([
    '.env',
    '.env.local',
    'api/.env.production',
    'apps/web/.env',
    'services/billing/worker/.env',
    'services/billing/api/main.ts',
  ])
  expect(findEnvFiles([folder.path]).map(({ shown }) => shown)).toEqual([
    '.env',
    '.env.local',
    'api/.env.production',
    'apps/web/.env',
    'services/billing/worker/.env',
  ])
})

test('does not look where others keep their files, nor among sources', async () => {
  await using folder = await folderWith([
    'node_modules/a/.env',
    'dist/.env',
    '.cache/.env',
    ...['a', 'b', 'c'].map((name) => `src/${name}.ts`),
    'src/deep/.env',
  ])
  expect(findEnvFiles([folder.path])).toEqual([])
})

test('tells templates and values apart and leaves other names alone', async () => {
  await using folder = await folderWith(['.env', '.env.example', '.env.vault', '.envrc', 'env.ts'])
  expect(findEnvFiles([folder.path]).map(({ shown, kind }) => [shown, kind])).toEqual([
    ['.env', 'values'],
    ['.env.example', 'template'],
  ])
})

test('a folder that is a second root and a part of the first gives its files once', async () => {
  await using folder = await folderWith(['apps/web/.env'])
  expect(findEnvFiles([folder.path, join(folder.path, 'apps/web')]).map(({ shown }) => shown)).toEqual([
    'apps/web/.env',
  ])
})

test('a folder that is not there has none', () => {
  expect(findEnvFiles(['/no/such/folder'])).toEqual([])
})
