import type { Exposure, ExposureLevel, FirstCommit, RefNames } from '../model/exposure.ts'

/** Names of a kind of ref that a report holds; of the others only the number. */
const MOST_NAMES = 5

/** A ref that reaches a commit with the secret; `reflog-of-remote` is where a remote's branch stood before. */
export interface ReachingRef {
  readonly kind: 'remote' | 'reflog-of-remote' | 'tag' | 'branch'
  readonly name: string
}

/** What is known of where a secret stands. */
export interface ExposureFacts {
  /** Where it stands outside commits; `tagged` for what a tag holds that points at no commit. */
  readonly outside: 'work-tree' | 'staged' | 'tagged'
  /** Null where no commit that anything reaches holds it. */
  readonly firstCommit: FirstCommit | null
  /** Refs that reach a commit with it. */
  readonly refs: readonly ReachingRef[]
  readonly isAtHead: boolean
  readonly isWhole: boolean
}

/** How far a secret has come. */
export function exposureOf({ outside, firstCommit, refs, isAtHead, isWhole }: ExposureFacts): Exposure {
  const remotes = namesOf(refs, 'remote')
  const former = namesOf(refs, 'reflog-of-remote').filter((name) => !remotes.includes(name))
  const branches = namesOf(refs, 'branch')
  const onBranches = branches.filter((name) => name !== 'HEAD')
  return {
    level: firstCommit === null ? outside : levelOf(refs),
    firstCommit,
    isAtHead,
    remoteBranches: refNames([...remotes, ...former.map((name) => `${name} (before it was rewritten)`)]),
    tags: refNames(namesOf(refs, 'tag')),
    branches: refNames(onBranches.length > 0 ? onBranches : branches),
    isWhole,
  }
}

function levelOf(refs: readonly ReachingRef[]): ExposureLevel {
  const has = (kind: ReachingRef['kind']) => refs.some((ref) => ref.kind === kind)
  if (has('remote') || has('reflog-of-remote')) return 'pushed'
  if (has('tag')) return 'tagged'
  return has('branch') ? 'committed' : 'unreferenced'
}

function namesOf(refs: readonly ReachingRef[], wanted: ReachingRef['kind']): readonly string[] {
  const names = new Set(refs.flatMap(({ kind, name }) => (kind === wanted ? [name] : [])))
  names.delete('origin/HEAD') // says the same as the branch that it stands for
  return [...names].sort()
}

function refNames(names: readonly string[]): RefNames {
  return { count: names.length, names: names.slice(0, MOST_NAMES) }
}
