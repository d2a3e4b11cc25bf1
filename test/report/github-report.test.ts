import { expect, test } from 'vitest'
import { exampleFinding, exampleReport, exampleSkip, exampleViolation, render } from './example-report.ts'

/** The lines of a report that are workflow commands. */
function commands(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('::'))
}

test('a finding that fails the scan is an error at its place', () => {
  const text = render('github', exampleReport({ findings: [exampleFinding()] }))
  expect(text).toBe(
    `::error file=src/app.ts,line=12,endLine=12,col=16,title=Acme API key [acme-key]::acme_**** (confidence certain; checksum is valid)%0ADelete the key under Settings, API keys. https://acme.example/keys
x 1 secret of severity high or worse
  scanned 12 staged files (34 kB, 41 ms)
`,
  )
})

test('a finding below the failing level is a warning, one below the least confidence nothing', () => {
  const minor = exampleFinding({ severity: 'low' })
  expect(commands(render('github', exampleReport({ findings: [minor] })))).toEqual([
    expect.stringMatching(/^::warning /),
  ])
  const unsure = exampleFinding({ confidence: 'low' })
  expect(commands(render('github', exampleReport({ findings: [unsure] })))).toEqual([])
})

test('a finding over several lines has no column, which the runner would refuse', () => {
  const [command] = commands(render('github', exampleReport({ findings: [exampleFinding({ endLine: 14 })] })))
  expect(command).toContain('line=12,endLine=14,title=')
})

test('what would end a property or a message is escaped', () => {
  const finding = exampleFinding({ path: 'a,b:100%.ts', message: 'x::y,z', reasons: ['50%0A\n::error::'] })
  const [command, ...others] = commands(render('github', exampleReport({ findings: [finding] })))
  expect(command).toContain('file=a%2Cb%3A100%25.ts,')
  expect(command).toContain('title=x%3A%3Ay%2Cz [acme-key]::')
  expect(command).toContain('50%250A\\n::error::)')
  expect(others).toEqual([])
})

test('of each level ten are shown, worst first, and the rest is counted once', () => {
  const findings = [
    ...Array.from({ length: 14 }, () => exampleFinding({ severity: 'high', path: 'high.ts' })),
    ...Array.from({ length: 12 }, () => exampleFinding({ severity: 'low', path: 'low.ts' })),
    exampleFinding({ path: 'critical.ts' }),
  ]
  const shown = commands(render('github', exampleReport({ findings })))
  expect(shown.filter((line) => line.startsWith('::error '))).toHaveLength(10)
  expect(shown.filter((line) => line.startsWith('::warning '))).toHaveLength(10)
  expect(shown[0]).toContain('file=critical.ts')
  expect(shown.filter((line) => line.startsWith('::notice'))).toEqual([
    expect.stringMatching(/^::notice::7 annotations more/),
  ])
})

test('violations are annotated with what to do', () => {
  const text = render('github', exampleReport({ violations: [exampleViolation({ line: 2 })] }))
  expect(commands(text)).toEqual([
    '::error file=.env,line=2,title=Policy [env-tracked]::.env is tracked by git%0Agit rm --cached .env',
  ])
})

test('an incomplete scan is the first error, named after what was missed', () => {
  const skipped = [exampleSkip('submodule', 's'), exampleSkip('unreadable', 'a.bin', 'EACCES')]
  const text = render('github', exampleReport({ complete: false, skipped, findings: [exampleFinding()] }))
  expect(commands(text)[0]).toBe(
    '::error title=Keywarden%3A scan incomplete::1 thing not looked at, could not be read: a.bin: EACCES',
  )
  expect(text).toContain('SCAN INCOMPLETE')
})
