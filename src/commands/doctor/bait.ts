import { mockOf } from '../../rules/check-examples.ts'
import { openBuiltInRules } from '../built-in-rules.ts'
import { completeMock } from '../complete-mock.ts'

/** A file with a made-up secret, for hooks to find. */
export interface Bait {
  readonly name: string
  readonly content: string
  /** Rule that finds it. */
  readonly ruleId: string
}

/**
 * A made-up key that only a merge makes whole: what a merge brings unchanged was committed before, and is nothing new to a
 * hook. Neither side holds a key; what git makes of them does.
 */
export interface MergeBait extends Pick<Bait, 'name' | 'ruleId'> {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

/** Baits for a commit or a push, and for a merge. */
export interface Baits {
  readonly leak: Bait
  readonly merge: MergeBait
}

const TOKENS = ['github-pat', 'npm-access-token', 'slack-bot-token', 'stripe-secret-key']
const KEYS = ['private-key-pem', 'private-key-openssh', 'private-key-pgp']

/** Baits of rules that the settings have not switched off; null where they have switched off all that could be used. */
export function makeBaits(disabled: readonly string[]): Baits | null {
  const token = mockOfOne(TOKENS, disabled)
  const key = mockOfOne(KEYS, disabled)
  if (token === null || key === null) return null
  const lines = key.mock.trimEnd().split('\n')
  const text = (from: number, to: number) =>
    lines
      .slice(from, to)
      .map((line) => `${line}\n`)
      .join('')
  const last = lines.length - 1
  return {
    leak: { name: 'keywarden-doctor.js', content: `const token = '${token.mock}'\n`, ruleId: token.ruleId },
    merge: {
      name: 'keywarden-doctor.pem',
      ruleId: key.ruleId,
      base: text(1, last),
      ours: text(1, last + 1),
      theirs: text(0, last),
    },
  }
}

function mockOfOne(ruleIds: readonly string[], disabled: readonly string[]) {
  const builtIn = openBuiltInRules()
  const docs = builtIn.docs().find(({ id }) => ruleIds.includes(id) && !disabled.includes(id))
  const rule = builtIn.pack().rules.find(({ id }) => id === docs?.id)
  if (docs === undefined || rule === undefined) return null
  const tools = { complete: completeMock }
  return { ruleId: docs.id, mock: mockOf({ mock: docs.mock, checks: rule.checks }, 'doctor', tools) }
}
