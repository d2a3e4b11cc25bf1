import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { compileAllowList } from '../../src/triage/allow-list.ts'
import type { BaselineEntry } from '../../src/triage/baseline.ts'
import { type Acceptances, collectTriage } from '../../src/triage/collect-triage.ts'
import { dedupeFindings } from '../../src/triage/dedupe-findings.ts'
import { DEFAULT_KEY } from '../../src/triage/fingerprint.ts'
import { createBaselineMatcher } from '../../src/triage/match-baseline.ts'
import type { ChangeTriage } from '../../src/triage/triage-change.ts'
import { allowEntry, baselineEntry, matchAt } from './build-match.ts'

function finding(parts: Partial<Finding>): Finding {
  const { location, excerpt, reasons } = matchAt('x', 0, 'x')
  const fixed = { provider: 'p', severity: 'high', confidence: 'high', kind: 'token', redacted: '****' } as const
  const named = {
    fingerprint: baselineEntry({}).fingerprint,
    ruleId: 'github-pat',
    path: 'src/a.ts',
    commit: null,
    exposure: null,
  }
  return { ...location, excerpt, reasons, ...fixed, ...named, message: 'm', ...parts }
}

function judgedChange(parts: Partial<ChangeTriage>): ChangeTriage {
  return { findings: [], origins: new Map(), suppressed: [], alreadyThere: 0, notices: [], ...parts }
}

function acceptances(...entries: BaselineEntry[]): Acceptances {
  const baseline = createBaselineMatcher({ key: DEFAULT_KEY, entries }, 'b.jsonl', '2026-11-22')
  return { allowList: compileAllowList([allowEntry({ paths: ['never/**'] })]), baseline }
}

const nothing = `kw1:${'N'.repeat(26)}A`

describe('the same secret again', () => {
  const places = (findings: readonly Finding[]) =>
    findings.map(({ commit, path, startLine }) => [commit, path, startLine])

  test('in a later commit at the same path is the same finding', () => {
    const list = [
      finding({ commit: 'c1' }),
      finding({ commit: 'c2', startLine: 9 }),
      finding({ commit: 'c2', path: 'src/b.ts' }),
      finding({ commit: 'c3', ruleId: 'npm-token' }),
      finding({ commit: 'c4', fingerprint: nothing }),
    ]
    expect(dedupeFindings(list)).toEqual([list[0], list[2], list[3], list[4]])
  })

  test('on another line of the same file is a place of its own, at the same place it is not', () => {
    expect(places(dedupeFindings([finding({}), finding({ startLine: 2 }), finding({})]))).toEqual([
      [null, 'src/a.ts', 1],
      [null, 'src/a.ts', 2],
    ])
  })

  test('is one suppression too', () => {
    const suppressed = (commit: string) => [
      { finding: finding({ commit }), kind: 'inline' as const, reason: commit, source: 's' },
    ]
    const changes = [judgedChange({ suppressed: suppressed('c1') }), judgedChange({ suppressed: suppressed('c2') })]
    expect(collectTriage(changes, acceptances(), 'partial').suppressed.map(({ reason }) => reason)).toEqual(['c1'])
  })
})

test('changes are joined and sorted by path, line, column and rule', () => {
  const sorted = [
    finding({ path: 'B' }),
    finding({ path: 'a' }),
    finding({ path: 'a', startLine: 2 }),
    finding({ path: 'a', startLine: 2, startColumn: 5, ruleId: 'a' }),
    finding({ path: 'a', startLine: 2, startColumn: 5, ruleId: 'b' }),
    finding({ path: 'a', startLine: 10 }),
  ]
  const changes = [...sorted]
    .reverse()
    .map((it) => judgedChange({ findings: [it], alreadyThere: 2, notices: ['same'] }))
  const result = collectTriage(changes, acceptances(), 'partial')
  expect(result).toEqual({ findings: sorted, origins: new Map(), suppressed: [], alreadyThere: 12, notices: ['same'] })
})

describe('unused and expired acceptances', () => {
  const unused = baselineEntry({ fingerprint: nothing })
  const expired = baselineEntry({ fingerprint: nothing, path: 'old.ts', expires: '2026-01-01' })

  test('are told after a scan of everything', () => {
    expect(collectTriage([], acceptances(unused, expired), 'whole').notices).toEqual([
      expect.stringMatching(/^b\.jsonl: github-pat at old\.ts .* expired on 2026-01-01/),
      expect.stringMatching(/^b\.jsonl: github-pat at src\/a\.ts .* accepts nothing/),
      expect.stringMatching(/^keywarden\.toml:3: .*accepts nothing/),
    ])
  })

  test('are not told after a scan of a part, but for an expired one that a finding asked for', () => {
    const by = acceptances(unused, expired, baselineEntry({ expires: '2026-01-01' }))
    by.baseline.accept(finding({}))
    expect(collectTriage([], by, 'partial').notices).toEqual([expect.stringMatching(/at src\/a\.ts .* expired/)])
  })
})

describe('a renamed file', () => {
  const entry = baselineEntry({ path: 'old.ts' })
  const run = (paths: string[], coverage: 'whole' | 'partial', used: string[] = []) => {
    const by = acceptances(entry)
    for (const path of used) by.baseline.accept(finding({ path }))
    return collectTriage([judgedChange({ findings: paths.map((path) => finding({ path })) })], by, coverage)
  }

  test('takes its entry along', () => {
    const result = run(['new.ts'], 'whole')
    expect(result.findings).toEqual([])
    expect(result.suppressed).toMatchObject([{ kind: 'baseline', reason: 'test value', source: 'b.jsonl' }])
    expect(result.notices.filter((notice) => notice.startsWith('b.jsonl'))).toEqual([
      expect.stringMatching(/old\.ts .* has moved to new\.ts/),
    ])
  })

  test.each([
    ['a copy beside the original', ['copy.ts'], 'whole', ['old.ts']],
    ['two copies', ['one.ts', 'two.ts'], 'whole', []],
    ['a scan of a part', ['new.ts'], 'partial', []],
  ] as const)('but not %s', (_, paths, coverage, used) => {
    expect(run([...paths], coverage, [...used]).findings).toHaveLength(paths.length)
  })

  test('nor an entry that has expired', () => {
    const by = acceptances({ ...entry, expires: '2026-01-01' })
    const result = collectTriage([judgedChange({ findings: [finding({ path: 'new.ts' })] })], by, 'whole')
    expect(result.findings).toHaveLength(1)
  })
})
