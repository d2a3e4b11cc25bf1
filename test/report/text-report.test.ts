import { expect, test } from 'vitest'
import { type Palette, PLAIN, UNICODE_SYMBOLS } from '../../src/report/palette.ts'
import {
  exampleFinding,
  exampleReport,
  exampleSkip,
  exampleSuppression,
  exampleViolation,
  render,
} from './example-report.ts'

const UNICODE: Palette = { ...PLAIN, symbols: UNICODE_SYMBOLS }

/** How often `part` stands in `text`. */
function count(text: string, part: string): number {
  return text.split(part).length - 1
}

test('a clean scan is one line', () => {
  expect(render('text', exampleReport(), { palette: UNICODE })).toBe('✔ no secrets in 12 staged files (34 kB, 41 ms)\n')
})

test('a finding shows what, where, the masked line, why, and what to do', () => {
  const text = render('text', exampleReport({ findings: [exampleFinding()] }))
  expect(text).toBe(`-- src/app.ts
  x critical Acme API key [acme-key]
    at src/app.ts:12:16
    11 | // settings
    12 | const token = 'acme_****'
       |                ^^^^^^^^^
    13 | start(token)
    confidence certain (checksum is valid) - acme_**** - fingerprint acme-key:0123abcd

What to do
  Nothing is committed yet: npx keywarden fix moves the secret to .env, in the file and in what is staged.
  Or take it out of the file by hand, stage the file again, and keep it in a .env file that git ignores or in a secret store.
  Not a secret? Write keywarden:allow acme-key REASON in a comment on its line,
  or run keywarden baseline add FINGERPRINT --reason REASON --owner OWNER.

x 1 secret of severity high or worse
  scanned 12 staged files (34 kB, 41 ms)
`)
})

test.each(['range', 'history', 'work-tree', 'paths', 'stdin'] as const)('%s: advice tells how to revoke', (mode) => {
  const text = render('text', exampleReport({ subject: { mode, detail: '' }, findings: [exampleFinding()] }))
  expect(text).toContain('acme-key: Delete the key under Settings, API keys. https://acme.example/keys')
  expect(text).not.toContain('Nothing is committed yet')
})

test('advice that is the same for all findings is given once', () => {
  const findings = [1, 2, 3].map((startLine) => exampleFinding({ startLine }))
  const report = exampleReport({ subject: { mode: 'history', detail: '' }, findings })
  const text = render('text', report)
  expect(count(text, 'Delete the key')).toBe(1)
  expect(count(text, 'Revoke it first')).toBe(1)
  expect(count(text, '-- src/app.ts')).toBe(1)
  expect(count(text, 'Acme API key')).toBe(3)
})

test('a rule without documentation names the provider', () => {
  const findings = [exampleFinding({ ruleId: 'other' })]
  const text = render('text', exampleReport({ subject: { mode: 'history', detail: '' }, findings }))
  expect(text).toContain('other: Revoke it where it was issued (acme).')
})

test('a finding of history names its commit', () => {
  const findings = [exampleFinding({ commit: 'ab'.repeat(20) })]
  expect(render('text', exampleReport({ findings }))).toContain('at src/app.ts:12:16 in commit abababababab\n')
})

test('findings beyond the limit are counted, those that fail the scan come first', () => {
  const minor = Array.from({ length: 6 }, (_, i) => exampleFinding({ path: `a${i % 4}.ts`, severity: 'low' }))
  const text = render('text', exampleReport({ findings: [...minor, exampleFinding({ path: 'z.ts' })] }), { limit: 2 })
  expect(text).toContain('-- a0.ts')
  expect(text).toContain('-- z.ts')
  expect(text).not.toContain('-- a1.ts')
  expect(text).toContain('... and 5 more in 4 files (--format json shows all)')
})

test('findings below the least confidence are counted in one line and fail nothing', () => {
  const findings = [exampleFinding({ confidence: 'low' }), exampleFinding({ confidence: 'low' })]
  expect(render('text', exampleReport({ findings }))).toBe(
    'ok: no secrets in 12 staged files (34 kB, 41 ms)\n  2 matches below confidence medium not shown\n',
  )
})

test('findings below the failing level are shown and named as such', () => {
  const text = render('text', exampleReport({ findings: [exampleFinding({ severity: 'medium' })] }))
  expect(text).toContain('! medium Acme API key')
  expect(text).toContain('! 1 secret, none as bad as high, the failing level')
})

test('violations come after findings with what to do', () => {
  const text = render('text', exampleReport({ findings: [exampleFinding()], violations: [exampleViolation()] }))
  expect(text).toContain('x high .env is tracked by git [env-tracked]\n    at .env\n    do: git rm --cached .env\n')
  expect(text.indexOf('env-tracked')).toBeGreaterThan(text.indexOf('acme-key'))
  expect(text).toContain('x 1 secret and 1 policy violation of severity high or worse')
})

test('an incomplete scan names what was missed and never says clean', () => {
  const missed = Array.from({ length: 7 }, (_, i) => exampleSkip('unreadable', `f${i}`, 'permission denied'))
  const report = exampleReport({ complete: false, skipped: [...missed, exampleSkip('submodule', 'sub')] })
  const text = render('text', report, { palette: UNICODE })
  expect(text).toContain('✖ not looked at: could not be read (7)\n    · f0: permission denied\n')
  expect(text).toContain('    · f4: permission denied\n    … and 2 more\n')
  expect(text).toContain('✖ SCAN INCOMPLETE: 7 things could not be looked at')
  expect(text).not.toMatch(/✔|no secrets/)
})

test('an incomplete scan without a skip to show for it never says clean', () => {
  const text = render('text', exampleReport({ complete: false }))
  expect(text).toContain('x SCAN INCOMPLETE')
  expect(text).not.toContain('no secrets')
})

test('what is accepted, was there before, or is skipped by design is counted in one line', () => {
  const report = exampleReport({
    summary: { ...exampleReport().summary, alreadyThere: 4 },
    suppressed: [exampleSuppression(exampleFinding(), 'inline'), exampleSuppression(exampleFinding())],
    skipped: [exampleSkip('submodule', 'a'), exampleSkip('submodule', 'b')],
  })
  const lines = render('text', report).trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toBe(
    '  4 secrets there before; 2 accepted (1 inline, 1 baseline); 2 not scanned (submodule, a repository of its own)',
  )
})

test('a scan of nothing says so and is not called clean', () => {
  const summary = { ...exampleReport().summary, objects: 0, bytes: 0 }
  const text = render('text', exampleReport({ summary }))
  expect(text).toBe('! nothing to scan: 0 staged files (0 B, 41 ms)\n')
})

test.each([
  ['staged', '12 staged files'],
  ['range', '12 objects in 3 commits of main..HEAD'],
  ['history', '12 objects in 3 commits'],
  ['work-tree', '12 files of the work tree'],
  ['paths', '12 files of main..HEAD'],
  ['stdin', '12 objects from standard input'],
] as const)('%s: the verdict names what was scanned', (mode, scope) => {
  const summary = { ...exampleReport().summary, commits: 3 }
  const text = render('text', exampleReport({ summary, subject: { mode, detail: 'main..HEAD' } }))
  expect(text).toBe(`ok: no secrets in ${scope} (34 kB, 41 ms)\n`)
})

test('a check of the policy does not speak of secrets', () => {
  const summary = { ...exampleReport().summary, objects: 0 }
  const text = render('text', exampleReport({ summary, subject: { mode: 'policy', detail: '' } }))
  expect(text).toBe('ok: no policy violations in 0 files (34 kB, 41 ms)\n')
})

test('notices are shown one line each', () => {
  expect(render('text', exampleReport({ notices: ['baseline entry 3 has expired'] }))).toMatch(
    /^! baseline entry 3 has expired\n\n/,
  )
})

test('colours are those of the palette', () => {
  const red = (text: string) => `<red>${text}</red>`
  const text = render('text', exampleReport({ findings: [exampleFinding()] }), { palette: { ...PLAIN, red } })
  expect(text).toContain('<red>x critical</red>')
  expect(text).toContain('<red>^^^^^^^^^</red>')
})
