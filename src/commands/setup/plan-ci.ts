import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERSION } from '../../model/version.ts'
import { edited, NO_PLAN, type SetupPlan, textBefore } from './file-edit.ts'
import { withoutBlocks } from './marked-block.ts'
import type { Project } from './project.ts'
import { ownerOf, wholeFile } from './whole-file.ts'
import { editGitlab } from './yaml-hooks.ts'

/** A CI host: the files that tell of it, the host of the remote that does, and the step to add. */
interface CiHost {
  readonly name: string
  readonly files: readonly string[]
  readonly remote: RegExp
  /** Lines to add by hand; null where init writes them. */
  readonly step: string | null
}

export const GITHUB_WORKFLOW = '.github/workflows/keywarden.yml'
export const GITLAB_FILE = '.gitlab-ci.yml'

const HOSTS: readonly CiHost[] = [
  { name: 'GitHub Actions', files: ['.github/workflows'], remote: /\bgithub\.com[/:]/, step: null },
  { name: 'GitLab CI', files: [GITLAB_FILE], remote: /\bgitlab\b/, step: null },
  {
    name: 'Azure Pipelines',
    files: ['azure-pipelines.yml', 'azure-pipelines.yaml', '.azure-pipelines'],
    remote: /\b(?:dev\.azure\.com|visualstudio\.com)[/:]/,
    step: '- checkout: self with fetchDepth: 0, then - script: npx keywarden ci',
  },
  {
    name: 'Bitbucket Pipelines',
    files: ['bitbucket-pipelines.yml'],
    remote: /\bbitbucket\.org[/:]/,
    step: 'clone: depth: full, and in a step of pull-requests and of branches: npx keywarden ci',
  },
  {
    name: 'CircleCI',
    files: ['.circleci/config.yml'],
    remote: /(?!)/,
    step: '- checkout with method: full, then - run: npx keywarden ci',
  },
  {
    name: 'Jenkins',
    files: ['Jenkinsfile'],
    remote: /(?!)/,
    step: "sh 'npx keywarden ci' behind the checkout, without a shallow clone",
  },
]

const WORKFLOW_HEAD = `name: keywarden
on: [push, pull_request, merge_group]
permissions:
  contents: read
jobs:
  keywarden:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0 # the range needs its base
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
`

/** The step of the CI host: a workflow of its own on GitHub, a job on GitLab, lines to add elsewhere. */
export async function planCi(project: Project): Promise<SetupPlan> {
  const { root, remote } = project
  const withFile = HOSTS.filter(({ files }) => files.some((file) => existsSync(join(root, file))))
  const hosts = withFile.length > 0 ? withFile : HOSTS.filter((host) => host.remote.test(remote))
  if (hosts.length === 0) {
    return { ...NO_PLAN, todo: ['no CI host is known here: let it run `keywarden ci`, as a hook can be passed by'] }
  }
  const host = hosts[0]
  if (host?.step === undefined || (host !== undefined && mentionsUs(root, host.files))) return NO_PLAN
  if (host.step !== null) return { ...NO_PLAN, todo: [`${host.name}: add a step, ${host.step}`] }
  return host.files[0] === GITLAB_FILE ? planGitlab(root) : planGithub(root)
}

function workflow(root: string): string {
  return (
    WORKFLOW_HEAD +
    ciLines(root)
      .map((line) => `      - run: ${line}\n`)
      .join('')
  )
}

/** The commands that install what the lock file names and run it; without a lock file, of this very version. */
function ciLines(root: string): readonly string[] {
  const has = (name: string) => existsSync(join(root, name))
  const run = 'node_modules/.bin/keywarden ci'
  if (has('package-lock.json') || has('npm-shrinkwrap.json')) return ['npm ci', run]
  if (has('pnpm-lock.yaml')) return ['corepack enable', 'pnpm install --frozen-lockfile', run]
  if (has('.yarnrc.yml')) return ['corepack enable', 'yarn install --immutable', 'yarn keywarden ci']
  if (has('yarn.lock')) return ['corepack enable', 'yarn install --frozen-lockfile', run]
  return [`npx --yes keywarden@${VERSION} ci`]
}

async function planGithub(root: string): Promise<SetupPlan> {
  const path = join(root, GITHUB_WORKFLOW)
  const before = await textBefore(path)
  if (before !== null && ownerOf(before) !== 'unchanged') return NO_PLAN
  return edited({ path, shown: GITHUB_WORKFLOW, before, after: wholeFile(workflow(root)) })
}

async function planGitlab(root: string): Promise<SetupPlan> {
  const path = join(root, GITLAB_FILE)
  const before = await textBefore(path)
  const after = editGitlab(before, ciLines(root))
  if (after === null)
    return { ...NO_PLAN, todo: [`${GITLAB_FILE} is left as it is: add a job that runs npx keywarden ci`] }
  return edited({ path, shown: GITLAB_FILE, before, after })
}

/** True where a pipeline that is not ours alone runs keywarden already. */
function mentionsUs(root: string, files: readonly string[]): boolean {
  return files
    .flatMap((file) => filesAt(join(root, file)))
    .some((path) => {
      const text = readFileSync(path, 'utf8')
      return ownerOf(text) === 'foreign' && /\bkeywarden\b/.test(withoutBlocks(text).text)
    })
}

function filesAt(path: string): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(path, name))
  } catch {
    return existsSync(path) ? [path] : [] // a file, or nothing
  }
}
