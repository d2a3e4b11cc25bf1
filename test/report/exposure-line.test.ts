import { describe, expect, test } from 'vitest'
import type { Exposure, RefNames } from '../../src/model/exposure.ts'
import { exposureLine } from '../../src/report/exposure-line.ts'
import { githubReport } from '../../src/report/github-report.ts'
import { findingRecord } from '../../src/report/records.ts'
import { textReport } from '../../src/report/text-report.ts'
import { exampleFinding, exampleOptions, exampleReport } from './example-report.ts'

const ID = '4f1c0a'.padEnd(40, '0')
const NONE: RefNames = { count: 0, names: [] }

function exposure(parts: Partial<Exposure>): Exposure {
  const refs = { remoteBranches: NONE, tags: NONE, branches: NONE }
  const firstCommit = { id: ID, committedAt: '2026-05-06T07:08:09Z', authoredAt: '2026-05-06T07:08:00Z' }
  return { level: 'committed', firstCommit, isAtHead: true, isWhole: true, ...refs, ...parts }
}

const named = (...names: string[]): RefNames => ({ count: names.length, names })

describe('the line of a finding', () => {
  test.each([
    [{ level: 'work-tree', firstCommit: null, isAtHead: false }, 'exposure: work tree only, in no commit'],
    [{ level: 'staged', firstCommit: null, isAtHead: false }, 'exposure: staged only, in no commit'],
    [
      { level: 'staged', firstCommit: null, isAtHead: false, isWhole: false },
      'exposure: staged only, in no commit; history was not searched to its end',
    ],
    [
      { level: 'committed', branches: named('main') },
      'exposure: on main of this clone, on no remote branch; first in 4f1c0a000000 of 2026-05-06; still at HEAD',
    ],
    [
      { level: 'unreferenced', isAtHead: false },
      'exposure: on no branch, only a reflog or a stash holds it; first in 4f1c0a000000 of 2026-05-06; no longer at HEAD',
    ],
    [
      { level: 'tagged', tags: { count: 40, names: ['v1', 'v2', 'v3', 'v4', 'v5'] } },
      'exposure: in tag v1, v2, v3 and 37 more, on no remote branch; first in 4f1c0a000000 of 2026-05-06; still at HEAD',
    ],
    [
      {
        level: 'pushed',
        remoteBranches: named('origin/a\u001b[31m'),
        firstCommit: { id: ID, committedAt: '2026-05-06T07:08:09Z', authoredAt: '2020-01-01T00:00:00Z' },
      },
      'exposure: pushed, on origin/a\\x1b[31m; first in 4f1c0a000000 of 2026-05-06 (written 2020-01-01); still at HEAD',
    ],
  ] as const)('%j', (parts, line) => expect(exposureLine(exposure(parts as Partial<Exposure>))).toBe(line))
})

function adviceFor(...levels: (Exposure['level'] | null)[]): string {
  const findings = levels.map((level) => exampleFinding({ exposure: level && exposure({ level }) }))
  const text = [...textReport(exampleReport({ findings }), exampleOptions())].join('')
  return text.slice(text.indexOf('What to do'))
}

describe('the advice', () => {
  test('is to rotate what was pushed or tagged, once, and before all else', () => {
    for (const advice of [adviceFor('staged', 'pushed', 'tagged'), adviceFor('tagged')]) {
      expect(advice).toMatch(/^What to do\n {2}Rotate now/)
      expect(advice.match(/Rotate now/g)).toHaveLength(1)
      expect(advice).toContain('https://acme.example/keys')
    }
  })

  test('is to amend what is committed and not pushed', () => {
    expect(adviceFor('committed')).toContain('git commit --amend')
    expect(adviceFor('committed')).not.toContain('Rotate now')
  })

  test('is to stage again what is only staged, and revokes nothing', () => {
    expect(adviceFor('staged')).toContain('stage the file again')
    expect(adviceFor('staged')).not.toContain('https://acme.example/keys')
    expect(adviceFor(null)).toBe(adviceFor('staged'))
  })
})

test('machine output leaves out what no commit holds', () => {
  const record = findingRecord(exampleFinding({ exposure: exposure({ level: 'staged', firstCommit: null }) }))
  expect(record.exposure).toEqual({
    level: 'staged',
    atHead: true,
    remoteBranches: NONE,
    tags: NONE,
    branches: NONE,
    complete: true,
  })
})

test('an annotation of GitHub tells what was pushed', () => {
  const finding = exampleFinding({ exposure: exposure({ level: 'pushed', remoteBranches: named('origin/main') }) })
  const annotation = [...githubReport(exampleReport({ findings: [finding] }), exampleOptions())].join('')
  expect(annotation).toContain('exposure: pushed, on origin/main; first in 4f1c0a000000')
  expect(annotation).toContain('Rotate it now')
})
