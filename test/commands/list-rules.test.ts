import { describe, expect, test } from 'vitest'
import { openBuiltInRules } from '../../src/commands/built-in-rules.ts'
import { listRules } from '../../src/commands/rules/list-rules.ts'

const builtIn = openBuiltInRules()
const rules = { pack: builtIn.pack(), docs: builtIn.docs() }

interface Listed {
  readonly id: string
  readonly provider: string
  readonly tags: readonly string[]
}

function list(provider: string | null, tag: string | null) {
  const { lines, data, outcome } = listRules(rules, { provider, tag })
  return { lines, data: data as readonly Listed[], outcome }
}

describe('rules list', () => {
  test('gives every rule without a filter, one line each', () => {
    const { lines, data, outcome } = list(null, null)
    expect(data.map(({ id }) => id)).toEqual(rules.pack.rules.map(({ id }) => id))
    expect(lines).toHaveLength(data.length)
    expect(outcome).toBe('passed')
  })

  test('gives the rules of one provider, not those of another that begins alike', () => {
    const { lines, data } = list('github', null)
    expect(data.map(({ id }) => id)).toEqual(
      rules.pack.rules.flatMap(({ id, provider }) => (provider === 'github' ? id : [])),
    )
    expect(data.length).toBeGreaterThan(3)
    expect(lines.every((line) => /^github-[a-z-]+ +(?:low|medium|high|critical) +\S/.test(line))).toBe(true)
  })

  test('gives the rules of every provider with a tag, whatever other tags it has', () => {
    const { data } = list(null, 'package-registry')
    expect(new Set(data.map(({ provider }) => provider))).toEqual(
      new Set(rules.docs.filter(({ tags }) => tags.includes('package-registry')).map(({ provider }) => provider)),
    )
    expect(data.every(({ tags }) => tags.includes('package-registry'))).toBe(true)
    expect(data.map(({ id }) => id)).toContain('npm-access-token')
  })

  test('gives what holds to both filters', () => {
    const ids = (provider: string | null, tag: string | null) => list(provider, tag).data.map(({ id }) => id)
    expect(ids('npm', 'package-registry')).toEqual(ids('npm', null))
    expect(() => list('npm', 'ai')).toThrow('no rule has provider npm and tag ai')
  })

  test('names the provider that may be meant', () => {
    expect(() => list('githib', null)).toThrow(expect.objectContaining({ hint: 'did you mean github?' }))
  })

  test.each([
    ['a provider that there is not', 'no-such-provider', null, 'no rule has provider no-such-provider'],
    ['a tag that there is not', null, 'acme', 'no rule has tag acme'],
    ['a tag in capitals', null, 'AI', 'no rule has tag AI'],
  ])('refuses %s, and says which tags there are', (_, provider, tag, says) => {
    expect(() => list(provider, tag)).toThrow(
      expect.objectContaining({ message: says, code: 'USAGE', hint: expect.stringContaining('package-registry') }),
    )
  })
})
