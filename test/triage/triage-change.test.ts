import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Match } from '../../src/model/match.ts'
import { type AllowListEntry, compileAllowList } from '../../src/triage/allow-list.ts'
import { type BaselineEntry, sortEntries } from '../../src/triage/baseline.ts'
import { createFingerprinter, DEFAULT_KEY, isFingerprint } from '../../src/triage/fingerprint.ts'
import { formatBaseline } from '../../src/triage/format-baseline.ts'
import type { JudgedMatch } from '../../src/triage/inline-allow.ts'
import { createBaselineMatcher } from '../../src/triage/match-baseline.ts'
import { parseBaseline } from '../../src/triage/parse-baseline.ts'
import { type TriageMode, type TriageSettings, triageChange } from '../../src/triage/triage-change.ts'
import {
  allowEntry,
  baselineEntry,
  change,
  fakeToken,
  judged,
  matchAt,
  matchesIn,
  reading,
  rule,
} from './build-match.ts'

const fingerprinter = createFingerprinter(DEFAULT_KEY)
const token = fakeToken('ab')
const other = fakeToken('cd')

function settings(
  parts: { mode?: TriageMode; allow?: AllowListEntry[]; baseline?: BaselineEntry[] } = {},
): TriageSettings {
  return {
    mode: parts.mode ?? 'introduced-only',
    fingerprinter,
    isNamed: () => true,
    allowList: compileAllowList(parts.allow ?? []),
    baseline: createBaselineMatcher({ key: DEFAULT_KEY, entries: parts.baseline ?? [] }, 'b.jsonl', '2026-11-22'),
  }
}

function judgedOnly(matches: readonly JudgedMatch[]) {
  return { matches, notices: [], unused: [] }
}

function triage(path: string, text: string, matches: readonly Match[], by = settings(), previous: JudgedMatch[] = []) {
  return triageChange({ change: change(path), reading: reading(text, matches), previous }, by)
}

test('a finding says what and where, and holds the secret only masked', async () => {
  const text = `\nlet a = "${token}"`
  const { findings } = await triage('src/a.ts', text, matchesIn(text, token))
  const value = matchesIn(text, token)[0]?.secret
  expect(findings).toEqual([
    {
      fingerprint: value && (await fingerprinter.fingerprint(rule(), value)),
      ruleId: 'github-pat',
      provider: 'github',
      severity: 'high',
      confidence: 'high',
      kind: 'token',
      path: 'src/a.ts',
      commit: null,
      exposure: null,
      redacted: '****',
      message: 'Credential of kind github-pat.',
      reasons: [],
      startLine: 2,
      startColumn: 10,
      endLine: 2,
      endColumn: 10 + token.length,
      excerpt: { firstLine: 2, lines: ['****'], caretLine: 0, caretColumn: 0, caretLength: 4 },
    },
  ])
})

test('what nobody is shown has a name of its own in this run, and no fingerprint', async () => {
  const text = `${token} ${other} ${token}`
  const isNamed = () => false
  const { findings } = await triage('a', text, [...matchesIn(text, token), ...matchesIn(text, other)], {
    ...settings(),
    isNamed,
  })
  const names = findings.map(({ fingerprint }) => fingerprint)
  expect(names).toHaveLength(3)
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(isFingerprint(name)).toBe(false)
  expect(names.join()).not.toContain(token)
})

describe('introduced or not', () => {
  const text = `${token} ${other}`
  const matches = [...matchesIn(text, token), ...matchesIn(text, other)]
  const old = matchAt(token, 0, token)

  test('GIT-92: what stood in a replaced or removed blob is counted, what is new is a finding', async () => {
    const result = await triage('a', text, matches, settings(), [judged(old)])
    expect(result.alreadyThere).toBe(1)
    expect(result.findings.map(({ startColumn }) => startColumn)).toEqual([token.length + 2])
  })

  test('in mode all both are findings', async () => {
    const result = await triage('a', text, matches, settings({ mode: 'all' }), [judged(old)])
    expect(result).toMatchObject({ alreadyThere: 0, findings: [{}, {}] })
  })

  test('the same value under another rule is new', async () => {
    const result = await triage('a', text, matches, settings(), [judged(matchAt(token, 0, token, rule('npm-token')))])
    expect(result).toMatchObject({ alreadyThere: 0, findings: [{}, {}] })
  })

  test('what a comment accepted there does not count as there', async () => {
    const result = await triage('a', text, matches, settings(), [judged(old, 'accepted')])
    expect(result).toMatchObject({ alreadyThere: 0, findings: [{}, {}] })
  })

  test('what stood there twice, once accepted, counts as there', async () => {
    const result = await triage('a', text, matches, settings(), [judged(old, 'accepted'), judged(old)])
    expect(result.alreadyThere).toBe(1)
  })
})

describe('accepted', () => {
  const fingerprint = fingerprinter.fingerprint(rule(), matchAt(token, 0, token).secret)
  const allow = allowEntry({ paths: ['src/**'] })
  const comment = ' # keywarden:allow github-pat sample'

  test.each([
    ['inline', comment, [allow], ['src/a.ts'], 'sample', 'src/a.ts:1'],
    ['allowed-path', '', [allow], ['src/a.ts'], 'known', 'keywarden.toml:3'],
    ['baseline', '', [], ['src/a.ts'], 'test value', 'b.jsonl'],
    ['baseline', '', [], ['*'], 'test value', 'b.jsonl'],
  ])('by %s, which comes before the ones below', async (kind, tail, entries, paths, reason, source) => {
    const text = `"${token}"${tail}`
    const baseline = await Promise.all(
      paths.map(async (path) => baselineEntry({ path, fingerprint: await fingerprint })),
    )
    const result = await triage('src/a.ts', text, matchesIn(text, token), settings({ allow: entries, baseline }))
    expect(result.findings).toEqual([])
    expect(result.suppressed).toMatchObject([{ kind, reason, source, finding: { ruleId: 'github-pat' } }])
  })

  test('by the path that git knows, where a file is named after its token', async () => {
    const by = settings({ allow: [allowEntry({ paths: ['tok_*.txt'] })] })
    const { suppressed } = await triage(`${token}.txt`, token, matchesIn(token, token), by)
    expect(suppressed).toMatchObject([{ kind: 'allowed-path', finding: { path: '****.txt' } }])
  })

  test('another secret and another rule on the same line stay findings', async () => {
    const text = `"${token}" "${other}"${comment}`
    const matches = [...matchesIn(text, token), ...matchesIn(text, other, rule('npm-token'))]
    const result = await triage('src/a.ts', text, matches)
    expect(result.findings.map(({ ruleId }) => ruleId)).toEqual(['npm-token'])
    expect(result.suppressed.map(({ finding }) => finding.ruleId)).toEqual(['github-pat'])
  })
})

describe('notices', () => {
  const text = `"${token}" # keywarden:allow github-pat\n# keywarden:allow github-pat too far off`
  test('name the path and line of a comment that accepts nothing', async () => {
    const { notices } = await triage('a.py', text, matchesIn(text, token))
    expect(notices).toEqual([
      expect.stringMatching(/^a\.py:1: keywarden:allow gives no reason/),
      expect.stringMatching(/^a\.py:2: keywarden:allow accepts nothing/),
    ])
  })

  test('do not ask for a comment to be removed from a commit', async () => {
    const changed = {
      change: change('a.py', 'c'.repeat(40)),
      reading: reading(text, matchesIn(text, token)),
      previous: [],
    }
    expect((await triageChange(changed, settings())).notices).toHaveLength(1)
  })
})

describe('nothing of a secret leaves', () => {
  const value = `pw${randomBytes(9).toString('hex')}`

  async function everything(path: string, kind: 'token' | 'password') {
    const text = `a = "${value}"\nb = "${token}" # keywarden:allow github-pat not b = "${value}"`
    const matches = [...matchesIn(text, value, rule('generic-password', kind)), ...matchesIn(text, token)]
    return JSON.stringify(await triage(path, text, matches))
  }

  test.each(['token', 'password'] as const)('SEC-05: not of a second secret on the line, kind %s', async (kind) => {
    const text = await everything('src/a.ts', kind)
    expect(text).toContain('not b = ')
    expect(text).not.toContain(value)
    expect(text).not.toContain(token)
  })

  test.each(['token', 'password'] as const)('SEC-06: not of one in the file name, kind %s', async (kind) => {
    const text = await everything(`keys/${value}/${token}.txt`, kind)
    expect(text).toContain('keys/****/****.txt')
    expect(text).not.toContain(value)
    expect(text).not.toContain(token)
  })

  test.each(['token', 'password'] as const)('SEC-07 SEC-12: no plain digest of one, kind %s', async (kind) => {
    const text = await everything('src/a.ts', kind)
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
      const digest = createHash(algorithm).update(value).digest()
      for (const form of ['hex', 'base64', 'base64url'] as const)
        expect(text).not.toContain(digest.toString(form).slice(0, 20))
    }
  })

  test('a short password is not masked in a path, which would tell it', async () => {
    const text = 'password = postgres'
    const matches = matchesIn(text, 'postgres', rule('generic-password', 'password'))
    const result = await triage('docker/postgres/env', text, matches)
    expect(result.findings[0]?.path).toBe('docker/postgres/env')
  })
})

test('SEC-13: an entry survives moved lines and does not cover a second token of the same rule', async () => {
  const before = `"${token}"\n`
  const [accepted] = (await triage('a.ts', before, matchesIn(before, token))).findings
  const entry = baselineEntry({ fingerprint: accepted?.fingerprint ?? '', path: 'a.ts' })
  const { entries } = parseBaseline(formatBaseline({ key: DEFAULT_KEY, entries: [entry] }), 'b')
  const after = `\n\n// moved\n  "${token}"\n"${other}"\n`
  const matches = [...matchesIn(after, token), ...matchesIn(after, other)]
  const result = await triage('a.ts', after, matches, settings({ mode: 'all', baseline: [...entries] }))
  expect(result.suppressed.map(({ finding }) => finding.startLine)).toEqual([4])
  expect(result.findings.map(({ startLine }) => startLine)).toEqual([5])
})

test('PROP-7: taking away a suppression never takes away a finding', async () => {
  const values = [token, other]
  const rules = [rule(), rule('npm-token')]
  const pick = fc.record({
    value: fc.nat(1),
    rule: fc.nat(1),
    state: fc.constantFrom('accepted' as const, 'open' as const),
  })
  const allow = fc.subarray([
    allowEntry({ paths: ['*.ts'], rules: ['npm-token'] }),
    allowEntry({ rules: ['github-pat'] }),
  ])
  const toJudged = (it: { value: number; rule: number; state: 'accepted' | 'open' }) =>
    judged(matchAt(values[it.value] ?? '', 0, values[it.value] ?? '', rules[it.rule]), it.state)
  const baselines = await Promise.all(
    rules.map(async (of) => {
      const fingerprint = await fingerprinter.fingerprint(of, matchAt(token, 0, token).secret)
      return baselineEntry({ fingerprint, rule: of.id, path: 'a.ts' })
    }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(pick),
      fc.array(pick),
      allow,
      fc.subarray(baselines),
      fc.constantFrom<TriageMode>('all', 'introduced-only'),
      fc.nat(),
      async (now, before, allowed, accepted, mode, which) => {
        const run = async (list: typeof now, entries: AllowListEntry[], baseline: BaselineEntry[]) => {
          const changed = {
            change: change('a.ts'),
            reading: judgedOnly(list.map(toJudged)),
            previous: before.map(toJudged),
          }
          const by = settings({ mode, allow: entries, baseline: [...sortEntries(baseline)] })
          return (await triageChange(changed, by)).findings.map(({ fingerprint }) => fingerprint)
        }
        const drop = <T>(list: T[]) => list.filter((_, i) => i !== which % (list.length || 1))
        const open = now.map((it, i) => (i === which % (now.length || 1) ? { ...it, state: 'open' as const } : it))
        const findings = await run(now, allowed, accepted)
        for (const more of [
          await run(open, allowed, accepted),
          await run(now, drop(allowed), accepted),
          await run(now, allowed, drop(accepted)),
        ]) {
          expect(more).toEqual(expect.arrayContaining(findings))
          expect(more.length).toBeGreaterThanOrEqual(findings.length)
        }
      },
    ),
  )
})
