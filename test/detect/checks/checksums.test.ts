import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check } from '../../../src/detect/checks/check.ts'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { randomText, type TextAlphabet } from './random-text.ts'

interface Family {
  readonly check: keyof typeof CHECKS
  readonly prefix: string
  readonly body: TextAlphabet
  readonly length: readonly [min: number, max: number]
  /** What stands between body and checksum. */
  readonly before?: string
  /** Characters at the end that the checksum does not cover: padding, or what nobody has explained. */
  readonly unseen?: number
  readonly outcome?: 'refutes' | 'informs' | null
  /** Checksums of few bits meet a wrong body once in a while: these runs are always the same. */
  readonly seed?: number
}

const FAMILIES: readonly Family[] = [
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'npm_'].map((prefix) => family('crc32-base62', prefix, 'base62', 30)),
  family('crc32-base62', 'ghr_', 'base62', 70),
  ...['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'].map((prefix) => family('crc32-base62', prefix, 'base64url', 50)),
  family('crc32-base62', 'acme_live_', 'base62', 26),
  { ...family('github-fine-grained', 'github_pat_', 'base62', 22), unseen: 8 },
  { ...family('cloudflare-crc32', 'cfut_', 'base62', 40), outcome: 'informs' },
  { ...family('gitlab-routable', 'glpat-', 'base64url', 27, 200), before: '.' },
  { ...family('gitlab-routable', 'glpat-', 'base64url', 27, 200), before: '.01.' },
  { ...family('gitlab-routable', 'glrt-t1_', 'base64url', 27, 60), before: '.01.' },
  { ...family('grafana-crc32', 'glsa_', 'base62', 32), before: '_' },
  family('atlassian-crc32', 'ATBB', 'base62', 24),
  { ...family('atlassian-crc32', 'ATATT3', 'base64url', 178), before: '=' },
  { ...family('zuplo-crc32', 'zpka_', 'lower36', 32), before: '_' },
  family('apify-crc32', 'apify_api_', 'base62', 30),
  family('saladcloud-crc32', 'salad_cloud_user_', 'base62', 43),
  { ...family('nats-seed', 'SU', 'base32', 52) },
  { ...family('azure-identifiable-key', '', 'base64', 76), before: '+ASt', unseen: 2, seed: 1 },
  { ...family('azure-identifiable-key', '', 'base64', 76), before: 'ACDb', unseen: 2, seed: 1 },
  { ...family('azure-identifiable-key', '', 'base64', 33), before: 'AzCa', unseen: 1, seed: 1 },
  { ...family('azure-identifiable-key', '', 'base64', 33), before: '+AEh', unseen: 1, seed: 1 },
  { ...family('azure-identifiable-key', '', 'base62', 42), before: '+ACR', seed: 1 },
  { ...family('azure-identifiable-key', '', 'base64url', 44), before: 'AzFu', unseen: 2, seed: 1 },
  { ...family('azure-jqqj', '', 'base62', 52), before: `JQQJ99${'BC'}${'AC'.repeat(8)}AZDO` },
  { ...family('entra-secret', 'a1B8Q~', 'base62', 31), outcome: null, seed: 1 },
]

function family(check: Family['check'], prefix: string, body: TextAlphabet, min: number, max = min): Family {
  return { check, prefix, body, length: [min, max] }
}

function befores({ prefix, body, length, before = '', check }: Family): fc.Arbitrary<string> {
  const tail =
    check === 'github-fine-grained' ? randomText('base62', 43).map((text) => `_${text}`) : fc.constant(before)
  return fc.tuple(randomText(body, ...length), tail).map(([text, behind]) => prefix + text + behind)
}

/** `text` with the character at `at` made another of the kind that stands there. */
function altered(text: string, at: number): string {
  const from = text.charAt(at)
  const to = /[A-Z]/.test(from)
    ? from === 'Q'
      ? 'R'
      : 'Q'
    : /[a-z]/.test(from)
      ? from === 'q'
        ? 'r'
        : 'q'
      : from === '7'
        ? '2'
        : '7'
  return text.slice(0, at) + to + text.slice(at + 1)
}

describe.each(FAMILIES)('$check of $prefix $before', (row) => {
  const check: Required<Check> = CHECKS[row.check] as Required<Check>
  const parameters = row.seed === undefined ? {} : { seed: row.seed }

  test('a completed body proves', () => {
    fc.assert(
      fc.property(befores(row), (before) => {
        expect(check.verify(before + check.complete(before))?.outcome).toBe('proves')
      }),
      parameters,
    )
  })

  test('a body or checksum with one other character does not', () => {
    fc.assert(
      fc.property(befores(row), fc.nat(), (before, place) => {
        const token = before + check.complete(before)
        const covered = token.length - row.prefix.length - (row.unseen ?? 0)
        const verdict = check.verify(altered(token, row.prefix.length + (place % covered)))
        expect([null, 'refutes', 'informs']).toContain(verdict?.outcome ?? null)
      }),
      parameters,
    )
  })

  test('a wrong checksum is said to be one', () => {
    fc.assert(
      fc.property(befores(row), (before) => {
        const token = before + check.complete(before)
        const verdict = check.verify(altered(token, token.length - 1 - (row.unseen ?? 0)))
        expect(verdict?.outcome ?? null).toBe(row.outcome === undefined ? 'refutes' : row.outcome)
      }),
      parameters,
    )
  })
})
