/** Headings that `--help` puts the options under. */
export type OptionGroup =
  | 'What to do'
  | 'What to scan'
  | 'What to list'
  | 'What fails'
  | 'Output'
  | 'Entry'
  | 'Secrets'
  | 'Writing'
  | 'General'

/** One option, for both parsers and for `--help`. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string'
  readonly group: OptionGroup
  readonly says: string
  /** One letter, `q` for `-q`. */
  readonly short?: string
  /** What stands for the value in `--help`. */
  readonly value?: string
  /** True for an option that may be given several times; of the others the last one counts. */
  readonly multiple?: true
}

/** Every option there is. `--no-…` options are options of their own, so that both parsers read them alike. */
export const OPTIONS = {
  staged: { type: 'boolean', group: 'What to scan', says: 'what is staged for the next commit' },
  range: { type: 'string', group: 'What to scan', value: 'A..B', says: 'the commits that B has and A has not' },
  'pre-push': {
    type: 'boolean',
    group: 'What to scan',
    says: 'what a push would send, as git tells a pre-push hook on standard input; for `keywarden scan --pre-push "$@"`',
  },
  stdin: { type: 'boolean', group: 'What to scan', says: 'standard input' },
  'stdin-filename': {
    type: 'string',
    group: 'What to scan',
    value: 'NAME',
    says: 'name of the file that standard input holds',
  },
  'npm-pack': {
    type: 'boolean',
    group: 'What to scan',
    says: 'the files that `npm pack --dry-run --json` lists on standard input: what npm would publish',
  },
  known: {
    type: 'boolean',
    group: 'What to scan',
    says: 'seek the values of .env files as well, in every encoding; by itself where what is staged is scanned, and in redact',
  },
  'no-known': { type: 'boolean', group: 'What to scan', says: 'do not seek the values of .env files' },
  'known-env': {
    type: 'boolean',
    group: 'What to scan',
    says: 'seek the values of environment variables whose names tell of a secret',
  },
  'known-stores': { type: 'boolean', group: 'What to scan', says: 'seek the values of the configured stores' },
  text: {
    type: 'string',
    group: 'What to scan',
    value: 'TEXT',
    says: 'text to test; it stays in the shell history, so use --stdin for real secrets',
  },
  explain: {
    type: 'string',
    group: 'What to scan',
    value: 'FILE:LINE',
    says: 'one line: what is found on it, and how its values were weighed',
  },
  provider: { type: 'string', group: 'What to list', value: 'PROVIDER', says: 'rules of this provider only' },
  tag: { type: 'string', group: 'What to list', value: 'TAG', says: 'rules of providers with this tag only' },
  'fail-on': {
    type: 'string',
    group: 'What fails',
    value: 'SEVERITY',
    says: 'least severity that fails: low (default), medium, high, critical',
  },
  'min-confidence': {
    type: 'string',
    group: 'What fails',
    value: 'CONFIDENCE',
    says: 'least confidence that counts: low, medium (default), high, certain',
  },
  'strict-checksums': { type: 'boolean', group: 'What fails', says: 'drop matches whose checksum is wrong' },
  'no-baseline': { type: 'boolean', group: 'What fails', says: 'report accepted findings of the baseline as well' },
  'allow-incomplete': { type: 'boolean', group: 'What fails', says: 'exit 0 although something could not be scanned' },
  format: { type: 'string', group: 'Output', short: 'f', value: 'FORMAT', says: 'text (default) or json' },
  output: {
    type: 'string',
    group: 'Output',
    short: 'o',
    value: 'FORMAT=PATH',
    multiple: true,
    says: 'write the report to a file as well; may be given several times',
  },
  'max-findings': { type: 'string', group: 'Output', value: 'N', says: 'findings that the text format shows in full' },
  'include-suppressed': { type: 'boolean', group: 'Output', says: 'put accepted findings into SARIF, marked as such' },
  quiet: { type: 'boolean', group: 'Output', short: 'q', says: 'print nothing when all is well' },
  verbose: { type: 'boolean', group: 'Output', short: 'v', says: 'tell what was read, skipped and how long it took' },
  color: { type: 'boolean', group: 'Output', says: 'colours, whatever the terminal' },
  'no-color': { type: 'boolean', group: 'Output', says: 'no colours' },
  reason: { type: 'string', group: 'Entry', value: 'TEXT', says: 'why the findings are accepted' },
  owner: { type: 'string', group: 'Entry', value: 'NAME', says: 'who answers for it' },
  expires: { type: 'string', group: 'Entry', value: 'YYYY-MM-DD', says: 'last day on which it counts' },
  'dry-run': { type: 'boolean', group: 'Writing', says: 'tell what would be done, and change nothing' },
  yes: { type: 'boolean', group: 'Writing', short: 'y', says: 'do it without asking' },
  skip: {
    type: 'string',
    group: 'Writing',
    value: 'PART',
    multiple: true,
    says: 'leave a part out: hooks, config, ignore, example, ci; may be given several times',
  },
  'with-baseline': { type: 'boolean', group: 'Writing', says: 'accept the findings that there are, in a baseline' },
  env: {
    type: 'string',
    group: 'Secrets',
    value: 'NAME',
    says: 'environment, such as production; else ENVIRONMENT or NODE_ENV says it',
  },
  mask: { type: 'boolean', group: 'Secrets', says: 'mask the output although a terminal shows it' },
  'no-mask': { type: 'boolean', group: 'Secrets', says: 'leave the output as it is, wherever it goes' },
  'ci-masks': {
    type: 'boolean',
    group: 'Secrets',
    says: 'tell GitHub Actions or Azure Pipelines to mask the values in all later logs',
  },
  offline: { type: 'boolean', group: 'Secrets', says: 'ask no store: environment and .env files only' },
  store: {
    type: 'string',
    group: 'Secrets',
    value: 'KIND',
    says: 'store, such as aws-secrets-manager or env-file, where the settings name several',
  },
  generate: {
    type: 'string',
    group: 'Secrets',
    value: 'SPEC',
    says: 'new value by chance: alnum:40, hex:64, base64url:43 or words:6',
  },
  'from-stdin': { type: 'boolean', group: 'Secrets', says: 'new value from standard input' },
  verify: {
    type: 'string',
    group: 'Secrets',
    value: 'COMMAND',
    says: 'command that tries the new value, which it finds in its environment',
  },
  grace: {
    type: 'string',
    group: 'Secrets',
    value: 'TIME',
    says: 'how long the old value stays valid: 30m, 1h (default), 7d, 0',
  },
  'from-finding': {
    type: 'string',
    group: 'Secrets',
    value: 'FINGERPRINT',
    says: 'rotate the key whose value a scan has found, and accept the finding as rotated',
  },
  abandon: { type: 'boolean', group: 'Secrets', says: 'give up the rotation that is under way' },
  reveal: { type: 'boolean', group: 'Secrets', says: 'print the value where standard output is no terminal' },
  force: {
    type: 'boolean',
    group: 'Writing',
    says: 'write although git tracks the file or does not ignore it; push placeholders too',
  },
  config: {
    type: 'string',
    group: 'General',
    short: 'c',
    value: 'FILE',
    says: 'settings file instead of keywarden.toml',
  },
  jobs: {
    type: 'string',
    group: 'General',
    short: 'j',
    value: 'N',
    says: 'scan on at most N threads; without it one a processor but one, four at most, one for a small scan',
  },
  fix: { type: 'boolean', group: 'What to do', says: 'mend what a program can mend, and tell the rest' },
  help: { type: 'boolean', group: 'General', short: 'h', says: 'show help' },
  version: { type: 'boolean', group: 'General', says: 'show the version' },
} as const satisfies Record<string, OptionSpec>

export type OptionName = keyof typeof OPTIONS

/** The options that were given, by name. */
export type Flags = { readonly [Name in OptionName]?: FlagValue<(typeof OPTIONS)[Name]> }

type FlagValue<Spec> = Spec extends { type: 'boolean' }
  ? true
  : Spec extends { multiple: true }
    ? readonly string[]
    : string

/** The options as a plain table, for code that walks over them. */
export const OPTION_SPECS: Readonly<Record<OptionName, OptionSpec>> = OPTIONS

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[]
