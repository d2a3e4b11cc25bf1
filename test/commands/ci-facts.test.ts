import { describe, expect, test } from 'vitest'
import { ciFacts } from '../../src/commands/ci/ci-facts.ts'

const ZEROS = '0'.repeat(40)
const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'sha' }
const push = { before: 'b', after: 'a', repository: { default_branch: 'trunk' } }

describe('the range that a host tells', () => {
  test.each([
    ['GitHub pull request', GITHUB, { pull_request: { base: { sha: 'b' }, head: { sha: 'h' } } }, ['b..h']],
    ['GitHub merge queue', GITHUB, { merge_group: { base_sha: 'b', head_sha: 'h' } }, ['b..h']],
    ['GitHub push', GITHUB, push, ['b..a']],
    ['GitHub new branch', GITHUB, { ...push, before: ZEROS }, []],
    ['GitHub deleted branch', GITHUB, { ...push, after: ZEROS }, [`${ZEROS}..${ZEROS}`]],
    ['GitHub schedule', GITHUB, { schedule: '0 0 * * *' }, []],
    ['GitHub event that is none', GITHUB, [null, { pull_request: 7 }], []],
    [
      'GitLab merge request',
      { GITLAB_CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'd', CI_COMMIT_SHA: 'c', CI_COMMIT_BEFORE_SHA: ZEROS },
      null,
      ['d..c'],
    ],
    [
      'GitLab merged results',
      {
        GITLAB_CI: 'true',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: 'd',
        CI_COMMIT_SHA: 'merge',
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 's',
      },
      null,
      ['d..s'],
    ],
    ['GitLab push', { GITLAB_CI: 'true', CI_COMMIT_SHA: 'c', CI_COMMIT_BEFORE_SHA: 'b' }, null, ['b..c']],
    ['GitLab new branch', { GITLAB_CI: 'true', CI_COMMIT_SHA: 'c', CI_COMMIT_BEFORE_SHA: ZEROS }, null, []],
    [
      'Azure DevOps',
      { TF_BUILD: 'True', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release/1' },
      null,
      ['refs/remotes/origin/release/1..HEAD'],
    ],
    ['Azure DevOps push', { TF_BUILD: 'True' }, null, []],
    [
      'Bitbucket',
      { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_COMMIT: 'c', BITBUCKET_PR_DESTINATION_BRANCH: 'main' },
      null,
      ['refs/remotes/origin/main..c'],
    ],
    ['Jenkins change', { JENKINS_URL: 'u', CHANGE_TARGET: 'main' }, null, ['refs/remotes/origin/main..HEAD']],
    [
      'Jenkins build after one that failed',
      { JENKINS_URL: 'u', GIT_PREVIOUS_SUCCESSFUL_COMMIT: 's', GIT_PREVIOUS_COMMIT: 'p' },
      null,
      ['s..HEAD', 'p..HEAD'],
    ],
    ['CircleCI', { CIRCLECI: 'true', CIRCLE_RANGE: 'a...b' }, null, ['a..b']],
    ['CircleCI without a range', { CIRCLECI: 'true', CIRCLE_RANGE: '' }, null, []],
    [
      'Travis request',
      { TRAVIS: 'true', TRAVIS_PULL_REQUEST: '7', TRAVIS_BRANCH: 'main', TRAVIS_COMMIT_RANGE: 'a...b' },
      null,
      ['refs/remotes/origin/main..HEAD', 'a..b'],
    ],
    [
      'Travis push',
      { TRAVIS: 'true', TRAVIS_PULL_REQUEST: 'false', TRAVIS_BRANCH: 'main', TRAVIS_COMMIT_RANGE: 'a..b' },
      null,
      ['a..b'],
    ],
    [
      'Drone request',
      { DRONE: 'true', DRONE_PULL_REQUEST: '7', DRONE_TARGET_BRANCH: 'main', DRONE_COMMIT: 'c' },
      null,
      ['refs/remotes/origin/main..c'],
    ],
    ['Drone push', { DRONE: 'true', DRONE_COMMIT_BEFORE: 'b', DRONE_COMMIT: 'c' }, null, ['b..c']],
    ['no CI', {}, null, []],
  ] as const)('%s', (_, env, event, ranges) => {
    expect(ciFacts(env, event).candidates.map(({ base, head }) => `${base}..${head}`)).toEqual(ranges)
  })

  test('and what else it tells', () => {
    expect(ciFacts(GITHUB, { ...push, before: ZEROS })).toMatchObject({
      head: 'a',
      defaultBranch: 'trunk',
      isNewBranch: true,
      wholeClone: expect.stringContaining('fetch-depth: 0'),
    })
    expect(ciFacts({ GITLAB_CI: '1', CI_DEFAULT_BRANCH: 'trunk', CI_COMMIT_BEFORE_SHA: ZEROS }, null)).toMatchObject({
      defaultBranch: 'trunk',
      isNewBranch: true,
      wholeClone: expect.stringContaining('GIT_DEPTH'),
    })
  })
})
