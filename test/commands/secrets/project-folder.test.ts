import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '../../../src/commands/secrets/project-folder.ts'
import { temporaryFolder } from '../../support/git-repo.ts'

describe('the folder whose .env files count', () => {
  test.each([
    ['apps/web/src', 'apps/web'],
    ['apps/web', 'apps/web'],
    ['apps/api/src', ''],
    ['apps', ''],
    ['', ''],
  ])('from %j is %j', async (from, expected) => {
    await using folder = await temporaryFolder()
    const root = join(folder.path, 'repo')
    for (const path of ['apps/web/src', 'apps/api/src']) mkdirSync(join(root, path), { recursive: true })
    writeFileSync(join(root, 'apps/web/.env.example'), '')
    writeFileSync(join(folder.path, '.env'), 'above=the root\n')
    expect(projectFolder(join(root, from), root)).toBe(join(root, expected))
  })

  test('outside the root is the folder itself', () => {
    expect(projectFolder('/elsewhere', '/repo')).toBe('/elsewhere')
  })
})
