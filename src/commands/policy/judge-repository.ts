import type { PolicySettings } from '../../config/config.ts'
import type { Repository } from '../../git/open-repository.ts'
import { shallowEdge } from '../../git/shallow-edge.ts'
import { POLICIES } from '../../model/policy.ts'
import type { Skip } from '../../model/skip.ts'
import { judgePolicy } from '../../policy/judge-policy.ts'
import type { PolicyVerdict } from '../../policy/settle-breaches.ts'
import { pastEnvFiles } from './past-env-files.ts'
import { repositoryFacts } from './repository-facts.ts'
import { settle } from './settle.ts'
import { TextReader } from './text-reader.ts'

/** How a repository stands, and what was read to tell. */
export interface Judgement {
  readonly verdict: PolicyVerdict
  readonly seen: TextReader['seen']
  readonly skips: readonly Skip[]
}

/** Judges a repository by all policies that are not off. */
export async function judgeRepository(repository: Repository, settings: PolicySettings): Promise<Judgement> {
  const reader = new TextReader(repository.root)
  const { 'env-file-in-history': level = POLICIES['env-file-in-history'] } = settings.levels
  const past = level === 'off' ? [] : await pastEnvFiles(repository)
  const facts = await repositoryFacts(repository, reader, { uses: null, past })
  const verdict = await settle(judgePolicy(facts), settings)
  const isCut = level !== 'off' && shallowEdge(repository).size > 0
  const notices = isCut ? [...verdict.notices, SHALLOW] : verdict.notices
  return { verdict: { ...verdict, notices }, seen: reader.seen, skips: reader.skips }
}

/** Build services clone so by default; whether history holds secrets is what `audit` tells, which does not pass over it. */
const SHALLOW =
  'this clone is shallow: env files of earlier commits were not looked for; keywarden audit needs them all'
