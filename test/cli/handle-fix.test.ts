import { expect, test } from 'vitest'
import type { FixPlan } from '../../src/commands/fixing/plan-fixes.ts'
import type { FixProposal } from '../../src/commands/run-fix.ts'
import { refuse } from '../../src/fix/fix-plan.ts'
import type { Finding } from '../../src/model/finding.ts'
import { Secret } from '../../src/model/secret.ts'
import { type FakeOptions, resultOf, runFake } from './fake-terminal.ts'

const HIDDEN = 'what-nobody-may-see'

/** Three findings: two that can be moved and one that cannot. */
function proposalOf(applied: FixPlan[], parts: Partial<FixProposal> = {}): FixProposal {
  const findings = resultOf({
    findings: [
      ['critical', 'certain'],
      ['high', 'high'],
      ['high', 'high'],
    ],
  }).report.findings
  return {
    findings,
    isComplete: true,
    docs: new Map(),
    index: 'fixed',
    plan: async (isChosen) => planOf(findings, isChosen),
    apply: async (plan) => void applied.push(plan),
    ...parts,
  }
}

function planOf(findings: readonly Finding[], isChosen: (finding: Finding) => boolean): FixPlan {
  const fixable = findings.slice(0, 2).filter(isChosen)
  return {
    writes: {
      ignores: [{ path: '.gitignore', text: '.env\n', expected: null }],
      env: [{ path: '.env', additions: [] }],
      examples: [],
      files: [],
      index: [],
    },
    changes: fixable.map(({ startLine }) => ({
      path: `src/${startLine}.ts`,
      where: 'work tree',
      lines: [{ kind: 'added', text: `new line ${startLine}\u001b[31m` }],
    })),
    moves: fixable.map((finding) => ({
      site: { start: 0, end: 1, ruleId: 'acme-token', isGeneric: false },
      name: `ACME_${finding.startLine}`,
      value: new Secret(HIDDEN),
      ciName: '',
      finding,
      home: {} as never,
    })),
    unfixed: findings
      .slice(2)
      .filter(isChosen)
      .map((finding) => ({ finding, refusal: refuse('it is a key', 'do it by hand') })),
  }
}

async function fixing(argv: readonly string[], options: FakeOptions = {}, parts: Partial<FixProposal> = {}) {
  const applied: FixPlan[] = []
  const ran = await runFake(['fix', ...argv], { fix: async () => proposalOf(applied, parts), ...options })
  return { ...ran, names: applied.flatMap(({ moves }) => moves.map(({ name }) => name)) }
}

async function* typed(...lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`)
}

test.each([[[]], [['--dry-run']]])('%j: where nobody can be asked nothing is written, and that fails', async (argv) => {
  const { code, out, names } = await fixing(argv)
  expect(code).toBe(1)
  expect(names).toEqual([])
  expect(out).toContain('+ new line 1')
  expect(out).toContain('2 findings can be moved; 1 finding to be seen to by hand. Nothing is written')
})

test('--yes writes all that can be fixed, tells the rest, and fails for it', async () => {
  const { code, out, names } = await fixing(['--yes'])
  expect(code).toBe(1)
  expect(names).toEqual(['ACME_1', 'ACME_2'])
  expect(out).toContain('not moved: it is a key')
  expect(out).toContain('do: do it by hand')
  expect(out).toContain('git add .gitignore')
})

test('all that is asked for is fixed: exit code 0', async () => {
  const findings = resultOf({ findings: [['high', 'high']] }).report.findings
  const applied: FixPlan[] = []
  const proposal = proposalOf(applied, { findings, plan: async (isChosen) => planOf(findings, isChosen) })
  const { code, out } = await runFake(['fix', '-y', '-q'], { fix: async () => proposal })
  expect([code, applied.length]).toEqual([0, 1])
  expect(out).not.toContain('Moved')
})

test.each([
  [['y', 'n'], ['ACME_1']],
  [['what', 'n', 'yes'], ['ACME_2']],
  [['a'], ['ACME_1', 'ACME_2']],
  [['n', 'ALL'], ['ACME_2']],
  [['y', 'q'], ['ACME_1']],
  [['q'], []],
  [[''], []],
  [['y'], ['ACME_1']],
])('answers %j write %j', async (answers, expected) => {
  const { names, out } = await fixing([], { stdin: typed(...answers) })
  expect(names).toEqual(expected)
  expect(out).toContain('Write this? [y]es, [n]o, [a]ll that follow, [q]uit: ')
})

test('JSON names what is fixed and why the rest is not, holds no value, and asks nothing', async () => {
  const { out, code, names } = await fixing(['--format', 'json', '--yes'], { stdin: typed('y') })
  const data = JSON.parse(out)
  expect([code, names.length, data.state]).toEqual([1, 2, 'applied'])
  expect(data.findings.map(({ names: given }: { names: string[] }) => given)).toEqual([['ACME_1'], ['ACME_2'], []])
  expect(data.findings[2].refused).toEqual([{ reason: 'it is a key', advice: 'do it by hand' }])
  expect(out).not.toContain(HIDDEN)
})

test('what is not ours is shown without control characters', async () => {
  const { out } = await fixing(['--dry-run'])
  expect(out).not.toContain('\u001b')
})

test('nothing to fix is no failure, unless something could not be looked at', async () => {
  const none = { findings: [], plan: async () => planOf([], () => true) }
  expect(await fixing(['--yes'], {}, none)).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing to fix/) })
  expect(await fixing(['--yes'], {}, { ...none, isComplete: false })).toMatchObject({ code: 3 })
})

test('findings are named by fingerprint, place and file', async () => {
  const { requests } = await fixing(['kw1:abc', 'src/a:b.ts:12', 'c.py:3:7', 'd.go', '--force', '--dry-run'], {
    fix: async (_, request) => {
      expect(request).toEqual({
        fingerprints: ['kw1:abc'],
        places: [
          { path: 'src/a:b.ts', line: 12 },
          { path: 'c.py', line: 3 },
          { path: 'd.go', line: null },
        ],
        trackedEnv: 'accept',
      })
      return proposalOf([])
    },
  })
  expect(requests).toHaveLength(1)
})

test('--dry-run and --yes contradict each other', async () => {
  expect(await fixing(['--dry-run', '--yes'])).toMatchObject({ code: 2 })
})

test('a secret that a commit holds is told with how to revoke it', async () => {
  const [finding] = resultOf({ findings: [['high', 'high']] }).report.findings
  const none = { count: 0, names: [] }
  const committed: Finding = {
    ...(finding as Finding),
    exposure: {
      level: 'pushed',
      firstCommit: { id: 'a'.repeat(40), committedAt: '2024-01-02T00:00:00Z', authoredAt: '2024-01-02T00:00:00Z' },
      isAtHead: true,
      remoteBranches: { count: 1, names: ['origin/main'] },
      tags: none,
      branches: none,
      isWhole: true,
    },
  }
  const docs = new Map([
    ['acme-token', { remedy: 'Revoke it at Acme.', revokeUrl: 'https://acme.example/keys' }],
  ]) as never
  const parts = { findings: [committed], docs, plan: async () => planOf([committed], () => true) }
  const { out } = await fixing(['--yes'], {}, parts)
  expect(out).toContain('exposure: pushed, on origin/main; first in aaaaaaaaaaaa of 2024-01-02; still at HEAD')
  expect(out).toContain('acme-token: Revoke it at Acme. https://acme.example/keys')
})
