import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { OPTION_NAMES } from '../../src/cli/options.ts'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { parseSettings } from '../../src/config/parse-settings.ts'
import { ERROR_CODES } from '../../src/model/errors.ts'
import { POLICIES } from '../../src/model/policy.ts'
import { FORMATS } from '../../src/report/formats.ts'

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

describe('docs/configuration.md', () => {
  test.each(OPTION_NAMES)('tells of --%s', (name) => {
    expect(page).toMatch(new RegExp(`\`(-\\w\`, \`)?(--[\\w-]+\`, \`)*--${name}[ \`]`))
  })

  test('tells of every format and exit code', () => {
    for (const format of Object.keys(FORMATS)) expect(page).toContain(`\`${format}\``)
    for (const code of new Set([0, 1, ...Object.values(ERROR_CODES)])) expect(page).toContain(`\n| ${code} | `)
  })

  test('shows settings that are valid, with the defaults where it says so', () => {
    const example = /```toml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const { failOn, minConfidence, strictChecksums, baseline, allow } = parseSettings(
      example,
      'keywarden.toml',
      '/repo',
    )
    expect(DEFAULT_SETTINGS).toMatchObject({ failOn, minConfidence, strictChecksums, baseline })
    expect(allow).toHaveLength(2)
  })
})

test('docs/policy.md has a row for every policy, with its level, and none beside', () => {
  const policies = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8')
  const rows = Array.from(policies.matchAll(/^\| `([a-z-]+)` \| (\w+) \| .+ \| .+ \|$/gm), ([, id, level]) => [
    id,
    level,
  ])
  expect(Object.fromEntries(rows)).toEqual(POLICIES)
})
