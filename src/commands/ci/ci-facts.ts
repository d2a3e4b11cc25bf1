import { isNullId } from '../../git/well-known-ids.ts'
import { githubFacts } from './github-facts.ts'
import { type CiFacts, type RangeCandidate, remoteBranch, type Variables } from './range-candidate.ts'

/** A CI host: by which variable it is known, and what its variables tell. */
interface CiHost {
  readonly sign: string
  readonly facts: (env: Variables, event: unknown) => CiFacts
}

/** A host that the variables are those of comes first: GitLab and others set `CI` as well. */
const HOSTS: readonly CiHost[] = [
  { sign: 'GITHUB_ACTIONS', facts: githubFacts },
  { sign: 'GITLAB_CI', facts: gitlabFacts },
  { sign: 'TF_BUILD', facts: azureFacts },
  { sign: 'BITBUCKET_BUILD_NUMBER', facts: bitbucketFacts },
  { sign: 'JENKINS_URL', facts: jenkinsFacts },
  { sign: 'CIRCLECI', facts: circleFacts },
  { sign: 'TRAVIS', facts: travisFacts },
  { sign: 'DRONE', facts: droneFacts },
]

/**
 * What the variables of a CI run tell of what there is to scan; outside CI nothing but HEAD.
 * @param event content of GitHub's event file, null where there is none
 */
export function ciFacts(env: Variables, event: unknown): CiFacts {
  const host = HOSTS.find(({ sign }) => (env[sign] ?? '') !== '')
  return host === undefined ? factsOf('this machine', 'HEAD', [], '`git fetch --unshallow`') : host.facts(env, event)
}

type Part = RangeCandidate | null

function factsOf(
  host: string,
  head: string,
  parts: readonly Part[],
  wholeClone: string,
  more: Partial<CiFacts> = {},
): CiFacts {
  const candidates = parts.filter((part) => part !== null)
  return { host, head, candidates, wholeClone, defaultBranch: '', isNewBranch: false, ...more }
}

/** A range, if the host tells both its ends. */
function range(says: string, base: string | undefined, head: string | undefined): Part {
  return base && head && !isNullId(base) ? { base, head, says } : null
}

/** The commits that a pull request adds to its target branch. */
function request(branch: string | undefined, head: string | undefined): Part {
  return branch ? range('the pull request', remoteBranch(branch), head) : null
}

// `A...B` or `A..B`
function written(text: string | undefined): Part {
  const [, base, head] = /^([^.]+)\.{2,3}([^.]+)$/.exec(text ?? '') ?? []
  return range('the push', base, head)
}

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function gitlabFacts(env: Variables): CiFacts {
  const head = env['CI_COMMIT_SHA'] ?? 'HEAD'
  // a pipeline of merged results runs on a merge of the target branch, which is not ours
  const ours = env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || head
  const parts = [
    range('the merge request', env['CI_MERGE_REQUEST_DIFF_BASE_SHA'], ours),
    range('the push', env['CI_COMMIT_BEFORE_SHA'], head),
  ]
  const more = {
    defaultBranch: env['CI_DEFAULT_BRANCH'] ?? '',
    isNewBranch: isNullId(env['CI_COMMIT_BEFORE_SHA'] ?? '') && parts[0] === null,
  }
  return factsOf('GitLab CI', head, parts, 'set the variable `GIT_DEPTH: 0` for the job', more)
}

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables */
function azureFacts(env: Variables): CiFacts {
  const target = env['SYSTEM_PULLREQUEST_TARGETBRANCH'] ?? env['SYSTEM_PULLREQUEST_TARGETBRANCHNAME']
  return factsOf('Azure Pipelines', 'HEAD', [request(target, 'HEAD')], 'give the checkout step `fetchDepth: 0`')
}

/** https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
function bitbucketFacts(env: Variables): CiFacts {
  const head = env['BITBUCKET_COMMIT'] ?? 'HEAD'
  const parts = [
    request(env['BITBUCKET_PR_DESTINATION_BRANCH'], head),
    range('the pull request', env['BITBUCKET_PR_DESTINATION_COMMIT'], head),
  ]
  return factsOf('Bitbucket Pipelines', head, parts, 'set `clone: depth: full`')
}

/** https://plugins.jenkins.io/git/#plugin-content-environment-variables; the last build may have failed of what it found. */
function jenkinsFacts(env: Variables): CiFacts {
  const parts = [
    request(env['CHANGE_TARGET'], 'HEAD'),
    range('the push', env['GIT_PREVIOUS_SUCCESSFUL_COMMIT'], 'HEAD'),
    range('the push', env['GIT_PREVIOUS_COMMIT'], 'HEAD'),
  ]
  return factsOf('Jenkins', 'HEAD', parts, 'take "Shallow clone" out of the job')
}

/** https://circleci.com/docs/reference/variables/ */
function circleFacts(env: Variables): CiFacts {
  const head = env['CIRCLE_SHA1'] ?? 'HEAD'
  return factsOf('CircleCI', head, [written(env['CIRCLE_RANGE'])], 'give the checkout step `method: full`')
}

/** https://docs.travis-ci.com/user/environment-variables/ */
function travisFacts(env: Variables): CiFacts {
  const isRequest = !['', 'false'].includes(env['TRAVIS_PULL_REQUEST'] ?? '')
  const parts = [isRequest ? request(env['TRAVIS_BRANCH'], 'HEAD') : null, written(env['TRAVIS_COMMIT_RANGE'])]
  return factsOf('Travis CI', 'HEAD', parts, 'set `git: depth: false`')
}

/** https://docs.drone.io/pipeline/environment/reference/ */
function droneFacts(env: Variables): CiFacts {
  const head = env['DRONE_COMMIT_SHA'] ?? env['DRONE_COMMIT'] ?? 'HEAD'
  const isRequest = (env['DRONE_PULL_REQUEST'] ?? '') !== ''
  const parts = [
    isRequest ? request(env['DRONE_TARGET_BRANCH'], head) : null,
    range('the push', env['DRONE_COMMIT_BEFORE'], head),
  ]
  const more = {
    defaultBranch: env['DRONE_REPO_BRANCH'] ?? '',
    isNewBranch: isNullId(env['DRONE_COMMIT_BEFORE'] ?? ''),
  }
  return factsOf('Drone', head, parts, 'take `depth` out of `clone`', more)
}
