import { expect, test } from 'vitest'
import { requirePrivate } from '../../src/commands/policy/require-private.ts'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { gitRepo } from '../support/git-repo.ts'

test('ENV-08: a value may be written to a file that git ignores, and to no other', async () => {
  await using repo = await gitRepo({
    'a/.env': 'A=1\n',
    'b/.gitignore': '.env\n',
    'c/.gitignore': '.env*\n!.env.local\n',
  })
  const repository = await openRepository(gitGate(repo.root, repo.env))
  const ask = (path: string) => requirePrivate(repository, path)
  await expect(ask('b/.env')).resolves.toBeUndefined()
  await expect(ask('a/.env')).rejects.toMatchObject({
    code: 'UNWRITABLE',
    hint: 'take it out first: git rm --cached -- a/.env',
  })
  await expect(ask('.env')).rejects.toMatchObject({ code: 'UNWRITABLE', hint: 'add the line .env to .gitignore first' })
  await expect(ask('c/.env.local')).rejects.toMatchObject({
    hint: expect.stringContaining('c/.gitignore below line 2'),
  })
  await repo.git('add', '-f', 'b/.gitignore')
  await repo.write('b/.env', 'A=1\n')
  await repo.git('add', '-f', 'b/.env')
  await expect(ask('b/.env')).rejects.toMatchObject({ message: expect.stringContaining('tracked') })
})
