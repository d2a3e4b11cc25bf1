import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { readFileAt } from '../../src/git/read-file-at.ts'
import { gitRepo } from '../support/git-repo.ts'

test('HOST-20 reads a file as a commit has it, whatever stands there now', async () => {
  await using repo = await gitRepo({ 'keywarden.toml': 'old\n' })
  const base = await repo.git('rev-parse', 'HEAD')
  await repo.write('keywarden.toml', 'new\n')
  await repo.commit()
  const gate = gitGate(repo.root, repo.env)
  expect(await readFileAt(gate, base, 'keywarden.toml')).toBe('old\n')
  expect(await readFileAt(gate, base, 'nowhere.toml')).toBeNull()
  expect(await readFileAt(gate, base, '--output=x')).toBeNull()
})

test('HOST-20 a file that is there but cannot be read is an error, not an absent file', async () => {
  await using repo = await gitRepo({ 'keywarden.toml': 'old\n' })
  const oid = await repo.git('rev-parse', 'HEAD:keywarden.toml')
  await repo.remove(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`)
  const reading = readFileAt(gitGate(repo.root, repo.env), await repo.git('rev-parse', 'HEAD'), 'keywarden.toml')
  await expect(reading).rejects.toMatchObject({ code: 'UNREADABLE' })
})
