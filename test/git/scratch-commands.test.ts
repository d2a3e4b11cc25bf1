import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SCRATCH_COMMANDS } from '../../src/git/scratch-commands.ts'

test('HOST-30 commands that write are for the scratch work tree of doctor alone', () => {
  const sources = fileURLToPath(new URL('../../src', import.meta.url))
  const users = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') && /SCRATCH_COMMANDS|ScratchWorkTree/.test(readFileSync(join(sources, file), 'utf8')),
  )
  expect(users.sort()).toEqual(['commands/doctor/try-hooks.ts', 'git/scratch-commands.ts', 'git/scratch-work-tree.ts'])
})

test('HOST-30 what runs hooks signs nothing, tidies nothing and reaches no network', () => {
  for (const name of ['commit', 'merge', 'push'] as const) {
    const vector: readonly string[] = SCRATCH_COMMANDS[name]
    for (const setting of ['commit.gpgSign=false', 'push.gpgSign=false', 'gc.auto=0', 'protocol.allow=never']) {
      expect(vector).toContain(setting)
    }
    expect(vector.filter((word) => /^--no-verify$|^-n$|--force/.test(word))).toEqual([])
  }
})
