import fc from 'fast-check'
import { stringify } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { LONGEST_SETTINGS, parseSettings } from '../../src/config/parse-settings.ts'
import { ScanError } from '../../src/model/errors.ts'
import { arbitrarySettings } from './arbitrary-settings.ts'

function parse(text: string) {
  return parseSettings(text, 'keywarden.toml', '/repo')
}

function refusal(text: string): ScanError {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof ScanError) return error
    throw error
  }
  throw new Error('the settings were accepted')
}

const AWS_STORE = '[[secrets.stores]]\nkind = "aws-secrets-manager"'

test('an empty file says what no file says', () => {
  expect(parse('')).toEqual(DEFAULT_SETTINGS)
})

test('every key is read', () => {
  const text = `\uFEFF# settings
fail-on = "high"
min-confidence = 'certain'
strict-checksums = true
baseline = "security/accepted.jsonl"

[rules]
files = ["security/rules/acme.toml"]
disabled = ["generic-password", "acme-token"]

[[allow]]
paths = ["test/fixtures/**", "docs/{a,b}/*.md"]
reason = "made up"

  [[allow]]
rules = ["acme-token"]
secrets = ["kw1:ab-c_1"]
reason = "revoked"

[secrets]
timeout = 3
cache = 0

[[secrets.stores]]
kind = "azure-key-vault"
url = "https://acme.vault.azure.net"
service-version = "7.6"
disable-challenge-resource-verification = true
environments = ["production"]

[[secrets.stores]]
kind = "aws-secrets-manager"
secret = "acme/app"
layout = "json"
region = "eu-central-1"
endpoint = "http://127.0.0.1:5055"
profile = "acme dev"
ca-file = "security/ca.pem"
optional = true

[[secrets.stores]]
kind = "hashicorp-vault"
url = "https://vault.acme.test:8200"
mount = "kv"
namespace = "team"
prefix = "app/"

[[secrets.stores]]
kind = "google-secret-manager"
project = "acme-1"
endpoint = "http://localhost:1"

[secrets.rotation]
max-age = "90d"
keys.DATABASE_URL = "30d"

[policy]
env-file-tracked = "off"
env-template-unused-key = "low"

[[policy.allow]]
paths = ["apps/web/.env.production"]
policies = ["env-file-tracked"]
reason = "public"
`
  const inAll = { isOptional: false, environments: [] }
  expect(parse(text)).toEqual({
    failOn: 'high',
    minConfidence: 'certain',
    strictChecksums: true,
    baseline: 'security/accepted.jsonl',
    rules: { files: ['/repo/security/rules/acme.toml'], disabled: ['generic-password', 'acme-token'] },
    policy: {
      levels: { 'env-file-tracked': 'off', 'env-template-unused-key': 'low' },
      allow: [
        {
          paths: ['apps/web/.env.production'],
          policies: ['env-file-tracked'],
          reason: 'public',
          source: 'keywarden.toml:61',
        },
      ],
    },
    allow: [
      {
        paths: ['test/fixtures/**', 'docs/{a,b}/*.md'],
        rules: [],
        secrets: [],
        reason: 'made up',
        source: 'keywarden.toml:11',
      },
      { paths: [], rules: ['acme-token'], secrets: ['kw1:ab-c_1'], reason: 'revoked', source: 'keywarden.toml:15' },
    ],
    secrets: {
      timeout: 3,
      cache: 0,
      rotation: { maxAge: 90, keys: new Map([['DATABASE_URL', 30]]) },
      stores: [
        {
          store: {
            kind: 'azure-key-vault',
            url: 'https://acme.vault.azure.net',
            serviceVersion: '7.6',
            disableChallengeResourceVerification: true,
          },
          isOptional: false,
          environments: ['production'],
          source: 'keywarden.toml:24',
        },
        {
          store: {
            kind: 'aws-secrets-manager',
            layout: 'json',
            secret: 'acme/app',
            caFile: '/repo/security/ca.pem',
            region: 'eu-central-1',
            endpoint: 'http://127.0.0.1:5055',
            profile: 'acme dev',
          },
          isOptional: true,
          environments: [],
          source: 'keywarden.toml:31',
        },
        {
          store: {
            kind: 'hashicorp-vault',
            prefix: 'app/',
            url: 'https://vault.acme.test:8200',
            mount: 'kv',
            namespace: 'team',
          },
          ...inAll,
          source: 'keywarden.toml:41',
        },
        {
          store: { kind: 'google-secret-manager', project: 'acme-1', endpoint: 'http://localhost:1' },
          ...inAll,
          source: 'keywarden.toml:48',
        },
      ],
    },
  })
})

test('allow entries may be written in one line', () => {
  const text =
    'rules = { disabled = ["a"] }\nallow = [ { rules = ["b"], reason = "r" },\n  { paths = ["c"], reason = "s" } ]\n'
  expect(parse(text).allow.map((entry) => entry.source)).toEqual(['keywarden.toml:2', 'keywarden.toml:3'])
})

describe('refused, with the place and what to do', () => {
  const reason = 'reason = "r"'
  test.each([
    ['fail-om = "high"', '1:1: unknown key "fail-om"', 'did you mean "fail-on"?'],
    ['\n[rules]\n"disable" = []', '3:1: unknown key "disable"', 'did you mean "disabled"?'],
    [`[[allow]]\n${reason}\npath = ["a"]`, '3:1: unknown key "path"', 'did you mean "paths"?'],
    ['colour = true', '1:1: unknown key "colour"', 'known keys are fail-on'],
    ['__proto__ = 1', '1:1: unknown key "__proto__"', 'known keys'],
    ['[constructor]\nprototype = 1', '1:1: unknown key "constructor"', 'known keys'],
    ['fail-on = "none"', '1:1: "fail-on" has an unknown value', 'low, medium, high, critical'],
    ['fail-on = 3', '1:1: "fail-on" has an unknown value', 'in quotes'],
    ['min-confidence = "sure"', '1:1: "min-confidence" has', 'certain'],
    ['strict-checksums = "yes"', '1:1: "strict-checksums" is not true or false', 'without quotes'],
    ['rules = []', '1:1: "rules" is not a table', '[rules]'],
    ['rules = 1979-05-27', '1:1: "rules" is not a table', '[rules]'],
    ['allow = 1', '1:1: "allow" is not a list', 'allow = ["…"]'],
    ['allow = ["a"]', '1:10: "allow" holds something else than tables', '[[allow]]'],
    ['[rules]\nfiles = ["a.toml",\n  "../b.toml"]', '3:3: a path of "files" leads out', 'relative'],
    ['[rules]\nfiles = ["rules/*.toml"]', '2:10: a path of "files" is a pattern', 'by itself'],
    ['[rules]\ndisabled = ["Acme Token"]', '2:13: "disabled" holds something else', 'rules list'],
    ['baseline = "/etc/x"', '1:1: a path of "baseline" is absolute', 'relative'],
    ['baseline = ""', '1:1: a path of "baseline" is empty', 'relative'],
    ['[[allow]]\npaths = ["a"]', '1:1: "reason" is missing', 'reason = "…"'],
    ['[[allow]]\npaths = ["a"]\nreason = " "', '3:1: "reason" is not a text', 'reason = "…"'],
    ['[[allow]]\npaths = ["a"]\nreason = """a\nb"""', '3:1: "reason" is not a text', 'reason = "…"'],
    [`[[allow]]\n${reason}`, '1:1: this entry allows everything everywhere', 'name paths'],
    [`[[allow]]\n${reason}\npaths = []\nrules = []`, '1:1: this entry allows everything', 'name paths'],
    ['[secrets]\ntimeout = 0', '2:1: "timeout" is no number from 1 to 120', 'without quotes'],
    ['[secrets.rotation]\nmax-age = 90', '2:1: "max-age" is not what it has to be', '90d'],
    ['[secrets.rotation.keys]\n"A-B" = "1d"', '2:1: this is no name of a key', 'variable'],
    ['[secrets]\ncache = 1.5', '2:1: "cache" is no number', 'whole number'],
    ['[secrets]\nstores = ["a"]', '2:11: "stores" holds something else than tables', '[[secrets.stores]]'],
    ['[[secrets.stores]]\nurl = "https://a"', '1:1: this store has no kind', 'azure-key-vault'],
    ['[[secrets.stores]]\nkind = "vault"', '2:1: "kind" has an unknown value', 'hashicorp-vault'],
    [`${AWS_STORE}\nvault = "a"`, '3:1: unknown key "vault"', 'known keys'],
    [`${AWS_STORE}\nregoin = "a"`, '3:1: unknown key "regoin"', 'did you mean "region"?'],
    [`${AWS_STORE}\nendpoint = "http://a.test"`, '3:1: "endpoint" is not what it has to be', 'https://'],
    [`${AWS_STORE}\noptional = 1`, '3:1: "optional" is not true or false', 'without quotes'],
    [`${AWS_STORE}\nlayout = "many"`, '3:1: "layout" is not', '"single" or "json"'],
    ['fail-on = ', '1:11: not valid TOML', 'mend the line'],
    ['a = 1\na = 2', '2:1: not valid TOML: trying to redefine', 'mend the line'],
    ['a = "\\uD800"', '1:', 'mend the line'],
  ])('%j', (text, message, hint) => {
    const error = refusal(text)
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.message).toContain(`keywarden.toml:${message}`)
    expect(error.hint).toContain(hint)
  })

  test.each([
    ['**', 'this path allows everything everywhere'],
    ['**/*', 'this path allows everything everywhere'],
    ['*.*', 'this path allows everything everywhere'],
    ['./**', 'this path allows everything everywhere'],
    ['{*,.*}', 'this path allows everything everywhere'],
    ['[a-z]*', 'this path allows everything everywhere'],
    ['**/[^x]*', 'this path allows everything everywhere'],
    ['!src/a.ts', 'begins with "!"'],
    ['src/{1..999999999}.ts', 'has a range in its braces'],
    ['src\\\\a.ts', 'holds a backslash'],
    ['/src/a.ts', 'is absolute'],
    ['C:/src', 'is absolute'],
    ['src/./a.ts', 'has a folder without a name'],
    ['src//a.ts', 'has a folder without a name'],
    ['./', 'has a folder without a name'],
    ['.', 'has a folder without a name'],
    [' ', 'is empty'],
    ['src/../../etc', 'leads out of the repository'],
    ['..', 'leads out of the repository'],
    ['a\\nb', 'holds a control character'],
    ['a'.repeat(257), 'too long'],
  ])('the glob %j', (glob, message) => {
    expect(refusal(`[[allow]]\n${reason}\npaths = ["ok.ts", "${glob}"]`).message).toContain(message)
  })

  test('a value or excerpt of the file is in no error', () => {
    const planted = ['ghp', 'x'.repeat(36)].join('_')
    const texts = [
      `fail-on = "${planted}"`,
      `${planted} = 1`,
      `[rules]\nfiles = ["/${planted}"]`,
      `broken = "${planted}`,
      `${planted} ${planted}`,
      `[[allow]]\nsecrets = ["${planted} "]\nreason = "r"`,
    ]
    for (const text of texts) {
      const { message, hint, stack, cause } = refusal(text)
      expect(`${message}${hint}${stack}${JSON.stringify(cause) ?? ''}`).not.toContain(planted)
    }
  })

  test('a file that is too large', () => {
    expect(refusal('#'.repeat(LONGEST_SETTINGS + 1)).message).toContain('larger than 1 MiB')
  })
})

test.each([
  'src/',
  './README.md',
  '*.md',
  'app/(auth)/[id].ts',
  'src/**/*.{ts,tsx}',
  'données/日本',
  '.github/a',
  'a?',
])('the glob %j is accepted', (glob) => {
  expect(parse(`[[allow]]\nreason = "r"\npaths = ["${glob}"]`).allow[0]?.paths).toEqual([glob])
})

test('a wide path is accepted where rules or secrets are named beside it', () => {
  expect(parse('[[allow]]\npaths = ["**"]\nrules = ["a"]\nreason = "r"').allow).toHaveLength(1)
  expect(parse('[[allow]]\npaths = ["**"]\nsecrets = ["kw1:a"]\nreason = "r"').allow).toHaveLength(1)
})

describe('whatever the text, the answer is settings or a ScanError', () => {
  const outcome = (text: string): string => {
    try {
      return typeof parse(text)
    } catch (error) {
      return error instanceof ScanError ? error.code : `threw ${String(error)}`
    }
  }
  const token = fc.constantFrom(
    ...[
      'allow',
      'rules',
      'paths',
      'reason',
      'fail-on',
      '"',
      "'",
      '"""',
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      '=',
      ',',
      '.',
      '\n',
    ],
    ...[
      '#',
      '\\',
      'true',
      '1',
      '1e5',
      '-',
      '1979-05-27',
      '__proto__',
      ' ',
      '\r',
      '\u0000',
      '\uD800',
      '\uFEFF',
      'constructor',
    ],
  )

  test.each([
    ['text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['TOML tokens', fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''))],
    ['settings of any values', arbitrarySettings.map((settings) => stringify(settings))],
  ])('random %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(['object', 'CONFIG_INVALID']).toContain(outcome(text))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['a key of many parts', `a${'.a'.repeat(LONGEST_SETTINGS / 2 - 5)}=1`],
    ['deep lists', `allow=${'['.repeat(200_000)}`],
    ['deep tables', `allow=${'{a='.repeat(200_000)}`],
    ['many headers', '[[allow]]\n'.repeat(100_000)],
    ['many entries', '[[allow]]\nreason="r"\nrules=["a"]\n'.repeat(20_000)],
    ['a long string', `x="${'\\"'.repeat(400_000)}"`],
    ['an unknown key at the end', `${'[rules]\n#\n'.repeat(1)}${'disabled=[\n'}${'"a",\n'.repeat(100_000)}]\nx=1`],
  ])('%s ends', (_, text) => {
    expect(['object', 'CONFIG_INVALID']).toContain(outcome(text))
  })
})
