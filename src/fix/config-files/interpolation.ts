import { type Refusal, refuse } from '../fix-plan.ts'

/** How a tool that reads configuration files takes values from the environment. */
export interface Interpolation {
  /** Paths of the tool's files. */
  readonly path: RegExp
  readonly format: 'yaml' | 'lines'
  readonly lookup: (name: string) => string
  readonly neededBy: 'run' | 'ci'
  /** Why the tool reads no variable at this place, by the keys above it; null where it does. */
  readonly refuse: (keys: readonly string[], value: string) => Refusal | null
}

const anywhere = () => null

/** The tools whose files can name a variable. */
export const INTERPOLATIONS: readonly Interpolation[] = [
  {
    // https://docs.docker.com/reference/compose-file/interpolation/
    path: /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i,
    format: 'yaml',
    lookup: braces,
    neededBy: 'run',
    refuse: anywhere,
  },
  {
    // https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
    path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i,
    format: 'yaml',
    lookup: (name) => `\${{ secrets.${ciSecretName(name)} }}`,
    neededBy: 'ci',
    refuse: refuseInWorkflow,
  },
  {
    // https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders
    path: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.ya?ml$/i,
    format: 'yaml',
    lookup: braces,
    neededBy: 'run',
    refuse: anywhere,
  },
  {
    path: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.properties$/i,
    format: 'lines',
    lookup: braces,
    neededBy: 'run',
    refuse: anywhere,
  },
  {
    // https://docs.npmjs.com/cli/configuring-npm/npmrc
    path: /(?:^|\/)\.npmrc$/,
    format: 'lines',
    lookup: braces,
    neededBy: 'run',
    refuse: anywhere,
  },
  {
    // https://yarnpkg.com/configuration/yarnrc
    path: /(?:^|\/)\.yarnrc\.yml$/,
    format: 'yaml',
    lookup: braces,
    neededBy: 'run',
    refuse: anywhere,
  },
  {
    // https://www.serverless.com/framework/docs/providers/aws/guide/variables
    path: /(?:^|\/)serverless\.ya?ml$/i,
    format: 'yaml',
    lookup: (name) => `\${env:${name}}`,
    neededBy: 'run',
    refuse: anywhere,
  },
]

/** GitHub keeps names that begin with `GITHUB_` for itself, and gives `GITHUB_TOKEN` a value of its own. */
export function ciSecretName(name: string): string {
  return name.replace(/^GITHUB_/i, 'GH_')
}

function braces(name: string): string {
  return `\${${name}}`
}

function refuseInWorkflow(keys: readonly string[], value: string): Refusal | null {
  const last = keys.at(-1)
  const byHand = 'add the value as a secret of the repository, give it to the step as env, and read it there'
  if (last === 'if') return refuse('a condition of a workflow reads no secrets', byHand)
  if (['uses', 'name', 'id', 'runs-on', 'shell'].includes(last ?? '')) {
    return refuse(`${last} of a workflow reads no secrets`, byHand)
  }
  const isSafeInScript = /^[\w.+/=:@%,-]*$/.test(value)
  return last === 'run' && !isSafeInScript
    ? refuse('the shell would read the value otherwise in a script', byHand)
    : null
}
