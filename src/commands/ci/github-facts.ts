import { isNullId } from '../../git/well-known-ids.ts'
import type { CiFacts, RangeCandidate, Variables } from './range-candidate.ts'

/**
 * What the event of a GitHub workflow tells; `event` is the content of the file that GITHUB_EVENT_PATH names.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function githubFacts(env: Variables, event: unknown): CiFacts {
  const before = textAt(event, 'before')
  const after = textAt(event, 'after')
  const head = env['GITHUB_SHA'] ?? 'HEAD'
  const candidates = [
    ...range(
      'the pull request',
      textAt(event, 'pull_request', 'base', 'sha'),
      textAt(event, 'pull_request', 'head', 'sha'),
    ),
    ...range('the merge group', textAt(event, 'merge_group', 'base_sha'), textAt(event, 'merge_group', 'head_sha')),
    ...(isNullId(after) ? [{ base: after, head: after, says: 'nothing, as the branch was deleted' }] : []),
    ...(isNullId(before) || isNullId(after) ? [] : range('the push', before, after)),
  ]
  return {
    host: 'GitHub Actions',
    candidates,
    head: after !== '' && !isNullId(after) ? after : head,
    defaultBranch: textAt(event, 'repository', 'default_branch'),
    isNewBranch: before !== '' && candidates.every(({ says }) => says === 'the push'),
    wholeClone: 'give actions/checkout `fetch-depth: 0`',
  }
}

function range(says: string, base: string, head: string): readonly RangeCandidate[] {
  return base === '' || head === '' ? [] : [{ base, head, says }]
}

function textAt(value: unknown, ...keys: readonly string[]): string {
  let at = value
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return ''
    at = (at as Record<string, unknown>)[key]
  }
  return typeof at === 'string' ? at : ''
}
