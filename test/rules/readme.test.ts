import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { CHECKS } from '../../src/detect/checks/check-table.ts'

const pathOf = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

test('the table of providers and rules in rules/README.md is current', async () => {
  const checked = promisify(execFile)(process.execPath, [pathOf('.config/rules-table.mjs'), '--check'])
  await expect(checked).resolves.toMatchObject({ stderr: '' })
})

test('rules/README.md names every check, and none that there is not', async () => {
  const text = await readFile(pathOf('rules/README.md'), 'utf8')
  const section = text.slice(text.indexOf('## Checks'), text.indexOf('## Parts'))
  const named = [...section.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(Object.keys(CHECKS).sort())
})
