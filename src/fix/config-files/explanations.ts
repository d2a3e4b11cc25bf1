import { BY_HAND, type Refusal, refuse } from '../fix-plan.ts'

/** What is to be done by hand in files that cannot read a variable, or that nobody edits. The first that fits counts. */
const EXPLANATIONS: readonly (readonly [path: RegExp, reason: string, advice: string])[] = [
  [
    /(?:^|\/)(?:dist|build|out|vendor|node_modules)\/|\.min\.(?:js|css)$|\.(?:map|bundle\.js)$/i,
    'the file is made by a tool',
    'fix the source that it is made of, and build again',
  ],
  [
    /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|[^/]+\.lock)$/i,
    'the file is made by a package manager',
    'take the credential out of the address of the registry, and install again',
  ],
  [
    /\.(?:pem|key|p12|pfx|ppk|jks|keystore|asc|gpg)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/i,
    'the file is a key as a whole',
    'git rm --cached it, ignore it, and name its path in a variable',
  ],
  [
    /(?:^|\/)\.gitlab-ci\.yml$/,
    'GitLab takes secrets from the settings of the project',
    'add it under Settings, CI/CD, Variables (masked, protected) and delete it here; scripts read it as $NAME',
  ],
  [
    /(?:^|\/)\.circleci\//,
    'CircleCI takes secrets from contexts and project settings',
    'add it there as an environment variable and delete it here; steps read it as $NAME',
  ],
  [
    /(?:^|\/)azure-pipelines[^/]*\.ya?ml$/i,
    'Azure Pipelines takes secrets from variable groups',
    'add it to a variable group, and give it to the step as env: NAME: $(NAME)',
  ],
  [
    /(?:^|\/)action\.ya?ml$/i,
    'an action has no access to secrets',
    'make it an input of the action, and pass it on from the workflow',
  ],
  [
    /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|\.dockerfile$/i,
    'what a build knows stays in the image',
    'pass it when the container is run (docker run --env-file .env), or to the build as a secret (RUN --mount=type=secret)',
  ],
  [
    /\.tf$|\.tfvars$/i,
    'Terraform takes it as a variable',
    'declare a variable with sensitive = true, and set TF_VAR_name',
  ],
  [
    /(?:^|\/)appsettings[^/]*\.json$/i,
    'JSON has no lookups; .NET puts the environment above this file',
    'delete the value here and set a variable by the path of the key, as in ConnectionStrings__Default',
  ],
  [/(?:^|\/)wrangler\.(?:toml|jsonc?)$/i, 'what stands here is public', 'wrangler secret put NAME'],
  [
    /\.ipynb$/i,
    'a notebook keeps code as JSON, and what it printed beside it',
    'read the value with os.environ, and clear the outputs',
  ],
  [
    /\.(?:vue|svelte|astro|html?)$/i,
    'the file is sent to browsers, or parts of it are',
    'move the call that needs the value to code that runs on a server',
  ],
  [
    /\.(?:md|mdx|rst|txt|adoc)$/i,
    'text cannot read a variable',
    'write a placeholder such as <your-token> in its place',
  ],
  [
    /\.(?:jsonc?|json5|geojson)$/i,
    'JSON has no lookups',
    'read the value from the environment in the program that reads this file, and delete it here',
  ],
  [
    /\.toml$/i,
    'TOML has no lookups',
    'read the value from the environment in the program that reads this file, and delete it here',
  ],
  [
    /\.ya?ml$/i,
    'YAML has no lookups, and the tool that reads this file is not known to have any',
    'see whether the tool replaces ${NAME}; else read the value in the program',
  ],
  [
    /\.(?:ini|cfg|conf|properties|xml|plist|gradle|csproj|config)$/i,
    'the tool that reads this file is not known to read variables',
    BY_HAND,
  ],
  [/\.sql$/i, 'SQL has no lookups', 'pass the value as a parameter of the program that runs it'],
]

/** Why a file of a kind that no planner knows is left as it is. */
export function explain(path: string): Refusal {
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(path))
  if (known !== undefined) return refuse(known[1], known[2])
  return refuse('keywarden does not know how this kind of file reads a variable', BY_HAND)
}

/** The same for files that a planner would know, but that are made by a tool; null for all others. */
export function explainGenerated(path: string): Refusal | null {
  const [made] = EXPLANATIONS
  return made?.[0].test(path) ? refuse(made[1], made[2]) : null
}
