import { GENERAL } from './general-options.ts'
import type { OptionName } from './options.ts'
import { SETUP_VERBS } from './setup-verbs.ts'
import { STORE_VERBS } from './store-verbs.ts'
import { KNOWN, STREAM_VERBS } from './stream-verbs.ts'

/** What may stand behind a verb without being an option. */
export interface OperandSpec {
  /** What stands for it in `--help`. */
  readonly name: string
  readonly says: string
  readonly least: 0 | 1
  readonly most: 'one' | 'many'
  /** True for a command line of the user's own, whose words may be anything. */
  readonly isCommand?: true
}

/** One verb, for both parsers and for `--help`. */
export interface VerbSpec {
  /** One clause for the list of verbs. */
  readonly summary: string
  /** What it does, for `--help`. */
  readonly about: string
  /** What stands behind the verb; null where nothing may. */
  readonly operand: OperandSpec | null
  readonly options: readonly OptionName[]
  /** Command lines and what they do. */
  readonly examples: readonly (readonly [line: string, does: string])[]
  /** What its exit codes mean, where that is not what `EXIT_CODES` says. */
  readonly exitCodes?: readonly (readonly [code: string, means: string])[]
}

const REPORTING = [
  ...['fail-on', 'min-confidence', 'allow-incomplete', 'output', 'max-findings', 'include-suppressed'],
] as const satisfies readonly OptionName[]
const SCANNING = ['strict-checksums', 'no-baseline', ...REPORTING, 'jobs', ...GENERAL] as const
const ENTRY = ['reason', 'owner', 'expires'] as const

/** Every verb there is, by the words that are typed. */
export const VERBS = {
  scan: {
    summary: 'look for secrets in what is staged, in commits, in files or in standard input',
    about:
      'Looks for secrets and for .env files in the wrong place. Without a path and without an option that says what to scan, it scans all files of the repository that git does not ignore. In a range or in what is staged it reports only secrets that were not there before.',
    operand: { name: 'PATH', says: 'a file or a folder', least: 0, most: 'many' },
    options: ['staged', 'range', 'pre-push', 'stdin', 'stdin-filename', 'npm-pack', 'explain', ...KNOWN, ...SCANNING],
    examples: [
      ['keywarden scan --staged', 'what is about to be committed; the line for a pre-commit hook'],
      ['keywarden scan --range origin/main..HEAD', 'all commits of a branch, for CI'],
      ['keywarden scan src .env.example', 'two paths, committed or not'],
      ['keywarden scan dist --known', 'what a build has made, for values of your .env files as well'],
      ['keywarden scan --explain src/a.ts:12', 'why a line is reported, or why not'],
    ],
  },
  audit: {
    summary: 'look for secrets in the whole history of a repository',
    about: 'Looks for secrets in every commit that a branch, a tag, a stash or the reflog still reaches.',
    operand: {
      name: 'REPO',
      says: 'the folder of a repository; without it, the one that you are in',
      least: 0,
      most: 'one',
    },
    options: [...KNOWN, ...SCANNING],
    examples: [
      ['keywarden audit', 'the repository that you are in'],
      ['keywarden audit ../other -o sarif=report.sarif', 'another one, with a report for GitHub'],
    ],
  },
  policy: {
    summary: 'check .env files, templates, credential files and what ships them',
    about:
      'Checks that .env files, keys and credential files are ignored and in no commit, that templates hold every key and no value, that code has no secret for a default, and that neither images nor packages take a .env file in. docs/policy.md has every policy.',
    operand: null,
    options: ['fix', 'dry-run', ...REPORTING, ...GENERAL],
    examples: [
      ['keywarden policy', 'check the repository that you are in'],
      ['keywarden policy --fix --dry-run', 'tell what --fix would do'],
      ['keywarden policy --fix', 'add ignore lines, write templates, take .env out of the index'],
      ['keywarden policy --fail-on high', 'fail on the worse breaches only'],
    ],
  },
  'rules check': {
    summary: 'check rule files',
    about:
      'Checks rule files: their form, their patterns, and every example in them. Without a file, those of the settings.',
    operand: { name: 'FILE', says: 'a rule file', least: 0, most: 'many' },
    options: GENERAL,
    examples: [
      ['keywarden rules check rules/acme.toml', 'check one file'],
      ['keywarden rules check', 'check the files that keywarden.toml names'],
    ],
  },
  'rules list': {
    summary: 'list the rules that a scan would use',
    about: 'Lists the rules that a scan of this repository would use.',
    operand: null,
    options: ['provider', 'tag', ...GENERAL],
    examples: [
      ['keywarden rules list', 'one line a rule'],
      ['keywarden rules list --provider aws', 'those of one provider'],
      ['keywarden rules list --tag ai --format json', 'those of one kind of service, for a program'],
    ],
  },
  'rules explain': {
    summary: 'tell what a rule finds and what to do about it',
    about: 'Tells what a rule finds, what it does not, what a thief could do with it, and how to revoke it.',
    operand: { name: 'RULE', says: 'the id of a rule, as `keywarden rules list` shows it', least: 1, most: 'one' },
    options: GENERAL,
    examples: [
      ['keywarden rules explain github-pat', 'all about one rule'],
      ['keywarden rules explain github-pat --format json', 'for a program'],
    ],
  },
  'rules test': {
    summary: 'try a rule on a text',
    about: 'Tries one rule on a text and tells why it matches or not. The text is not repeated.',
    operand: { name: 'RULE', says: 'the id of a rule, as `keywarden rules list` shows it', least: 1, most: 'one' },
    options: ['text', 'stdin', ...GENERAL],
    examples: [
      ['keywarden rules test acme-token --stdin < sample.txt', 'on a file'],
      ['keywarden rules test acme-token --text "key = abc"', 'on some made-up text'],
    ],
  },
  'rules new': {
    summary: 'write the skeleton of a rule file',
    about: 'Prints the skeleton of a rule file for a provider, ready to be filled in.',
    operand: { name: 'PROVIDER', says: 'the id of the provider, such as acme', least: 1, most: 'one' },
    options: GENERAL,
    examples: [
      ['keywarden rules new acme > security/rules/acme.toml', 'start a file for a provider of your own'],
      ['keywarden rules check security/rules/acme.toml', 'then check what you have written'],
    ],
  },
  'rules import': {
    summary: 'translate the rules of a .gitleaks.toml',
    about:
      'Prints the rules of a .gitleaks.toml as a rule file, and on standard error what of them could not be translated.',
    operand: { name: 'FILE', says: 'a .gitleaks.toml', least: 1, most: 'one' },
    options: GENERAL,
    examples: [
      ['keywarden rules import .gitleaks.toml > security/rules/imported.toml', 'translate your own rules'],
      ['keywarden rules check security/rules/imported.toml', 'then check what has come of them'],
    ],
  },
  'baseline create': {
    summary: 'accept all findings that there are',
    about: 'Writes a new baseline that accepts all findings of the whole history, each with reason, owner and expiry.',
    operand: null,
    options: [...ENTRY, ...GENERAL],
    examples: [
      ['keywarden baseline create --reason "revoked in May" --owner sam', 'accept what has been dealt with'],
      [
        'keywarden baseline create --reason "to be looked at" --owner sam --expires 2030-01-31',
        'accept it for a while',
      ],
    ],
  },
  'baseline add': {
    summary: 'accept findings by fingerprint',
    about: 'Adds findings to the baseline. Their fingerprints stand in every report.',
    operand: { name: 'FINGERPRINT', says: 'the fingerprint of a finding, as reports show it', least: 1, most: 'many' },
    options: [...ENTRY, ...GENERAL],
    examples: [
      ['keywarden baseline add kw1:… --reason "test account" --owner sam', 'accept one finding'],
      ['keywarden baseline add kw1:… kw1:… --reason "revoked" --owner sam', 'accept two'],
    ],
  },
  'baseline prune': {
    summary: 'drop entries whose finding is gone or whose time is over',
    about: 'Drops the entries of the baseline whose finding is gone or whose time is over.',
    operand: null,
    options: GENERAL,
    examples: [
      ['keywarden baseline prune', 'rewrite the baseline'],
      ['git diff .keywarden-baseline.jsonl', 'then see what has gone'],
    ],
  },
  'baseline list': {
    summary: 'list the accepted findings',
    about: 'Lists the entries of the baseline with reason, owner and expiry.',
    operand: null,
    options: GENERAL,
    examples: [
      ['keywarden baseline list', 'one line an entry'],
      ['keywarden baseline list --format json', 'for a program'],
    ],
  },
  fix: {
    summary: 'move secrets from code to .env and leave a lookup in their place',
    about:
      'Moves secrets out of code: the value goes to .env, which git ignores, and the code reads it from the environment. Shows what it would change and asks first. What is staged is mended in the index, what is on disk on disk. Without a finding, it offers every finding of what is staged and of the files on disk.',
    operand: { name: 'FINDING', says: 'a fingerprint, FILE:LINE or FILE', least: 0, most: 'many' },
    options: ['dry-run', 'yes', 'force', ...GENERAL],
    examples: [
      ['keywarden fix', 'show each finding and ask'],
      ['keywarden fix --dry-run', 'only show'],
      ['keywarden fix src/pay.ts:12 --yes', 'one finding, without a question'],
    ],
  },
  ci: {
    summary: 'scan what a CI run is about',
    about:
      'Scans the commits that a pull request or a push brings. The range is found from what the CI host tells: GitHub, GitLab, Azure DevOps, Bitbucket, Jenkins, CircleCI, Travis and Drone are known.',
    operand: null,
    options: ['range', ...SCANNING],
    examples: [
      ['keywarden ci', 'the range is found; on GitHub the findings become annotations'],
      ['keywarden ci -o sarif=keywarden.sarif', 'with a report beside it'],
      ['keywarden ci --range origin/main..HEAD', 'the range is yours'],
    ],
  },
  ...SETUP_VERBS,
  'secrets check': {
    summary: 'check that every secret is there and is what it has to be',
    about:
      'Checks that every key of .env.example has a value, that it has the form of its kind, and that it is no placeholder, no test key in production and not the value of the example. Values are never shown.',
    operand: null,
    options: ['env', 'offline', ...GENERAL],
    examples: [
      ['keywarden secrets check', 'all keys, as a program started here would get them'],
      ['keywarden secrets check --env production', 'with the .env files and stores of production, for CI'],
    ],
  },
  'secrets explain': {
    summary: 'tell where the value of a key comes from',
    about: 'Tells every place that was asked for a key, and which one won. The value is never shown.',
    operand: { name: 'NAME', says: 'the name of a key, such as DATABASE_URL', least: 1, most: 'one' },
    options: ['env', 'offline', ...GENERAL],
    examples: [
      ['keywarden secrets explain DATABASE_URL', 'which place has won'],
      ['keywarden secrets explain DATABASE_URL --env staging', 'which one would win there'],
    ],
  },
  'secrets types': {
    summary: 'write TypeScript declarations of the keys',
    about:
      'Prints declarations of the keys of .env.example, for the library keywarden/secrets and for process.env, or writes them to a file.',
    operand: { name: 'FILE', says: 'the file to write, such as secrets.d.ts', least: 0, most: 'one' },
    options: GENERAL,
    examples: [
      ['keywarden secrets types secrets.d.ts', 'write the file, or bring it up to date'],
      ['keywarden secrets types', 'print it'],
    ],
  },
  ...STORE_VERBS,
  ...STREAM_VERBS,
} as const satisfies Record<string, VerbSpec>

export type Verb = keyof typeof VERBS

/** The verbs as a plain table, for code that walks over them. */
export const VERB_SPECS: Readonly<Record<Verb, VerbSpec>> = VERBS

export const VERB_NAMES = Object.keys(VERBS) as readonly Verb[]

/** What the verbs of two words have in common, by their first word. */
export const VERB_FAMILIES: Readonly<Record<string, string>> = {
  rules: 'look at the rules, check and try your own',
  baseline: 'accept findings that have been dealt with',
  secrets: 'find the secrets of a program, and check them',
}

/** The exit codes, for the end of every help text. */
export const EXIT_CODES = [
  ['0', 'clean'],
  ['1', 'findings or violations at or above --fail-on; secrets missing or malformed'],
  ['2', 'wrong use or wrong settings'],
  ['3', 'something could not be scanned, or keywarden failed'],
] as const
