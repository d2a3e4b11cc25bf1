import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Breach } from '../../src/policy/breach.ts'
import { judgePolicy } from '../../src/policy/judge-policy.ts'
import type { PolicyFacts } from '../../src/policy/policy-facts.ts'
import { envFile, factsOf, fileWith } from './facts.ts'

/** Of the breaches that facts come to, those of one policy. */
function of(policyId: Breach['policyId'], parts: Partial<PolicyFacts>) {
  return judgePolicy(factsOf(parts)).filter((breach) => breach.policyId === policyId)
}

const secret = `v${randomBytes(12).toString('hex')}7`
const template = (text: string, path = '.env.example') => fileWith({ path, isTracked: true, text })

describe('an env file', () => {
  const plain = 'NEXT_PUBLIC_API=https://api.acme.io\nPORT=3000\n'

  test('of a mode may be in git as long as it holds no secret', () => {
    const file = (text: string) => envFile({ path: 'web/.env.production', isTracked: true, isIgnored: false, text })
    expect(of('env-file-tracked', { envFiles: [file(plain)] })).toEqual([])
    expect(of('env-defaults-tracked', { envFiles: [file(plain)] })).toMatchObject([{ path: 'web/.env.production' }])
    for (const line of [`API_TOKEN=${secret}`, `DATABASE_URL=postgres://app:${secret}@db/x`]) {
      expect(of('env-file-tracked', { envFiles: [file(`${plain}${line}\n`)] })).toHaveLength(1)
      expect(of('env-defaults-tracked', { envFiles: [file(`${plain}${line}\n`)] })).toEqual([])
    }
  })

  test.each(['.env', '.env.local', '.env.production.local'])('%s may not, whatever it holds', (path) => {
    expect(of('env-file-tracked', { envFiles: [envFile({ path, isTracked: true, text: plain })] })).toHaveLength(1)
  })

  test('that a line takes in again has to be covered below that line, in the same file', () => {
    const rule = { source: 'api/.gitignore', line: 3, pattern: '!.env.local' }
    const envFiles = [envFile({ path: 'api/.env.local', isIgnored: false, rule })]
    expect(of('env-file-not-ignored', { envFiles })).toMatchObject([
      {
        remedy: 'add the line .env.local to api/.gitignore below line 3 (!.env.local), which takes the file in again',
        mends: [{ kind: 'ignore', file: 'api/.gitignore', line: '.env.local' }],
      },
    ])
  })

  test.each(['/home/ada/.config/git/ignore', '.git/info/exclude'])(
    'ignored by %s alone is open to all others',
    (source) => {
      const envFiles = [envFile({ rule: { source, line: 1, pattern: '.env' } })]
      expect(of('env-file-not-ignored', { envFiles })).toEqual([])
      expect(of('env-file-ignored-only-here', { envFiles })).toMatchObject([
        { mends: [{ kind: 'ignore', file: '.gitignore', line: '.env' }] },
      ])
    },
  )

  test('that everybody may read is told where it holds a secret', () => {
    const open = (text: string) => ({ envFiles: [envFile({ isOpenToAll: true, text })] })
    expect(of('env-file-open-to-all', open(`TOKEN=${secret}\n`))).toMatchObject([{ remedy: 'chmod 600 .env' }])
    expect(of('env-file-open-to-all', open('PORT=80\n'))).toEqual([])
    expect(of('env-file-open-to-all', { envFiles: [envFile({ text: `TOKEN=${secret}\n` })] })).toEqual([])
  })

  test('and a template are told of keys that they repeat, by the line that counts for nothing', () => {
    const text = 'A=1\nB=1\nA=2\nA=3\n'
    const facts = { envFiles: [envFile({ text })], templates: [template(text)] }
    expect(of('env-key-repeated', facts).map(({ path, line }) => [path, line])).toEqual([
      ['.env', 1],
      ['.env', 3],
      ['.env.example', 1],
      ['.env.example', 3],
    ])
    expect(of('env-key-repeated', { ...facts, scope: 'change', templates: [] })).toEqual([])
  })
})

describe('a former env file', () => {
  const past = (text: string | null, commit: string, path = '.env') => ({ path, commit: commit.repeat(40), text })

  test('is told once, by the first commit in which it held a secret', () => {
    const files = [past('PORT=1\n', 'a'), past(`TOKEN=${secret}\n`, 'b'), past(`TOKEN=${secret}x\n`, 'c')]
    expect(of('env-file-in-history', { past: files })).toMatchObject([
      { path: '.env', message: expect.stringContaining('bbbbbbbbbbbb') },
    ])
  })

  test('is told where its content is not known, and not while it is tracked still', () => {
    expect(of('env-file-in-history', { past: [past(null, 'a')] })).toHaveLength(1)
    expect(of('env-file-in-history', { past: [past(null, 'a')], envFiles: [envFile({ isTracked: true })] })).toEqual([])
  })

  test('that held no secret, or an encrypted one, is no matter', () => {
    const files = [past('PORT=1\n', 'a'), past(`TOKEN="encrypted:${'B'.repeat(40)}"\n`, 'b')]
    expect(of('env-file-in-history', { past: files })).toEqual([])
  })
})

describe('a value in a template', () => {
  const facts = (env: string, example: string) => ({
    envFiles: [envFile({ text: env })],
    templates: [template(example)],
  })

  test('that is the one in use is told as that and taken out', () => {
    const shared = facts(`A_TOKEN=${secret}\n`, `# note\nA_TOKEN="${secret}"\nB_TOKEN=${secret}x\n`)
    expect(of('env-template-shares-value', shared)).toMatchObject([
      { path: '.env.example', line: 2, mends: [{ kind: 'blank', template: '.env.example', key: 'A_TOKEN' }] },
    ])
    expect(of('env-template-holds-value', shared)).toMatchObject([{ line: 3, mends: [] }])
    expect(JSON.stringify(judgePolicy(factsOf(shared)))).not.toContain(secret)
  })

  test.each([
    ['PORT=3000', 'PORT=3000'],
    ['DB_PASSWORD=postgres', 'DB_PASSWORD=postgres'],
    ['DATABASE_URL=postgres://app:app@localhost/x', 'DATABASE_URL=postgres://app:app@localhost/x'],
    [`TOKEN=${secret}`, 'TOKEN='],
  ])('%s beside %s is none', (env, example) => {
    expect(judgePolicy(factsOf(facts(env, example))).map(({ policyId }) => policyId)).not.toContain(
      'env-template-shares-value',
    )
  })
})

describe('keys of a template', () => {
  test('are those of the env file beside it and of its local twin', () => {
    const envFiles = [
      envFile({ text: 'A=1\nB=1\n' }),
      envFile({ path: '.env.local', text: 'C=1\n' }),
      envFile({ path: 'api/.env', text: 'D=1\n' }),
      envFile({ path: '.env.staging', text: 'E=1\n' }),
    ]
    const templates = [template('A=\n# C=\n'), template('D=\n', 'api/.env.example')]
    expect(of('env-template-lacks-key', { envFiles, templates })).toMatchObject([
      { path: '.env.example', message: 'template lacks the key B of .env', mends: [{ keys: ['B'], from: '.env' }] },
    ])
    expect(of('env-template-lacks-key', { envFiles, templates, scope: 'change' })).toEqual([])
  })

  test('may stand in either of two templates', () => {
    const templates = [template('A=\n'), template('B=\n', '.env.sample')]
    expect(of('env-template-lacks-key', { envFiles: [envFile({ text: 'A=1\nB=1\n' })], templates })).toEqual([])
  })

  test('that no file names are told with their lines, but for those that libraries read', () => {
    const templates = [template('USED=\nOLD_THING=\nAWS_REGION=\nOLDER=\n')]
    const unnamedKeys = new Set(['OLD_THING', 'AWS_REGION', 'OLDER'])
    expect(of('env-template-unused-key', { templates, unnamedKeys })).toMatchObject([
      { line: 2, message: expect.stringContaining('OLD_THING (line 2), OLDER (line 4)') },
    ])
  })

  const use = { key: 'NEEDED', path: 'src/a.ts', line: 7, fallback: null, isOptional: false }

  test('are those that code needs, in the nearest template above it', () => {
    const templates = [template('A=\n'), template('B=\n', 'api/.env.example')]
    const uses = [use, { ...use, key: 'A', path: 'api/x.ts' }, { ...use, key: 'C', path: 'api/x.ts' }]
    expect(of('env-template-lacks-used-key', { templates, uses })).toMatchObject([
      { path: '.env.example', message: expect.stringMatching(/NEEDED.*src\/a\.ts:7/) },
      { path: 'api/.env.example', message: expect.stringMatching(/ C .*api\/x\.ts:7/) },
    ])
    expect(of('env-template-lacks-used-key', { templates: [], uses })).toEqual([])
  })

  test.each([
    ['that code can do without', { isOptional: true }],
    ['of the platform', { key: 'NODE_ENV' }],
    ['of a test', { path: 'test/a.test.ts' }],
    ['that is commented out', { key: 'MAYBE' }],
  ])('%s are not needed', (_, parts) => {
    const facts = { templates: [template('# MAYBE=\n')], uses: [{ ...use, ...parts }] }
    expect(of('env-template-lacks-used-key', facts)).toEqual([])
  })
})

describe('a default in code', () => {
  const use = { key: 'JWT_SECRET', path: 'src/a.ts', line: 3, fallback: 'dev', isOptional: true }
  test.each([
    ['for a secret', {}, 1],
    ['for what is no secret', { key: 'LOG_LEVEL' }, 0],
    ['that is empty', { fallback: '' }, 0],
    ['that is no literal', { fallback: null }, 0],
    ['in a test', { path: 'src/a.test.ts' }, 0],
    ['for a key that may be public', { key: 'MAPS_KEY' }, 0],
    ['for a password that a server checks', { key: 'DB_PASSWORD', fallback: 'postgres' }, 0],
    ['for a password that a server checks, and that looks real', { key: 'DB_PASSWORD', fallback: secret }, 1],
    ['for a password that opens something', { key: 'ADMIN_PASSWORD', fallback: 'admin' }, 1],
    ['for a key that looks real', { key: 'MAPS_KEY', fallback: secret }, 1],
  ])('%s', (_, parts, count) => expect(of('code-secret-default', { uses: [{ ...use, ...parts }] })).toHaveLength(count))

  test('is told by its place and without its text', () => {
    const [breach] = of('code-secret-default', { uses: [{ ...use, fallback: secret }] })
    expect(breach).toMatchObject({ path: 'src/a.ts', line: 3, message: expect.stringContaining('JWT_SECRET') })
    expect(JSON.stringify(breach)).not.toContain(secret)
  })
})

describe('a credential file', () => {
  const npmrc = `registry=https://r.io\n//r.io/:_authToken=\${NPM_TOKEN}\n//s.io/:_authToken=${secret}\n`
  test.each([
    ['id_rsa', null],
    ['deploy/id_ed25519', null],
    ['a/cert.p12', null],
    ['release.jks', null],
    ['infra/terraform.tfstate', null],
    ['.git-credentials', null],
    ['config/master.key', null],
    ['credentials.json', `{"installed":{"client_secret":"${secret}"}}`],
    ['my-service-account.json', `{"private_key": "${secret}"}`],
    ['.netrc', `machine x login y password ${secret}`],
    ['.pypirc', `[pypi]\npassword = ${secret}\n`],
    ['.npmrc', npmrc],
    ['a/.yarnrc.yml', `npmAuthToken: ${secret}`],
    ['.docker/config.json', `{"auths":{"x":{"auth":"${secret}"}}}`],
    ['.kube/config', `users:\n  - token: ${secret}`],
    ['kubeconfig', `token: ${secret}`],
    ['client_secret_123.json', `{"client_secret":"${secret}"}`],
    ['token.json', `{"refresh_token":"${secret}"}`],
    ['_netrc', `password ${secret}`],
    ['prod.tfstate', null],
    ['terraform.tfstate.backup', null],
    ['config/credentials/production.key', null],
    ['a.PFX', null],
    ['x.ppk', null],
    ['x.kdbx', null],
    ['.vault-token', null],
    ['.pgpass', null],
    ['.htpasswd', null],
    ['.aws/credentials', null],
    ['id_ecdsa_sk', null],
  ])('%s is told, tracked or open to be', (path, text) => {
    const facts = (parts: object) => ({ credentialFiles: [fileWith({ path, text, ...parts })] })
    expect(of('credential-file-tracked', facts({ isTracked: true }))).toHaveLength(1)
    expect(of('credential-file-not-ignored', facts({}))).toHaveLength(1)
    expect(judgePolicy(factsOf(facts({ isIgnored: true })))).toEqual([])
    expect(JSON.stringify(judgePolicy(factsOf(facts({}))))).not.toContain(secret)
  })

  test.each([
    ['id_rsa.pub', null],
    ['test/fixtures/id_rsa', null],
    ['android/app/debug.keystore', null],
    ['.npmrc', 'registry=https://r.io\n//r.io/:_authToken=${NPM_TOKEN}\n'],
    ['credentials.json', '{"client_secret": "<your secret>"}'],
    ['credentials.json', '{"user": "ada"}'],
    ['src/token.json', '{"type": "string"}'],
  ])('%s with %j is none', (path, text) => {
    expect(judgePolicy(factsOf({ credentialFiles: [fileWith({ path, text, isTracked: true })] }))).toEqual([])
  })

  test('that belongs into git keeps its place there: the line with the token is to be mended', () => {
    const [breach] = of('credential-file-tracked', {
      credentialFiles: [fileWith({ path: '.npmrc', text: npmrc, isTracked: true })],
    })
    expect(breach).toMatchObject({ line: 3, mends: [], remedy: expect.stringContaining('_authToken=${NPM_TOKEN}') })
  })

  test('that is none else goes, and only its own path is ignored', () => {
    const credentialFiles = [fileWith({ path: 'deploy/id_rsa', isStaged: true })]
    expect(of('credential-file-tracked', { credentialFiles })).toMatchObject([
      {
        message: 'private SSH key is staged for a commit',
        remedy: expect.stringMatching(
          /^git rm --cached -- deploy\/id_rsa, and add the line \/deploy\/id_rsa to \.gitignore/,
        ),
        mends: [
          { kind: 'ignore', file: '.gitignore', line: '/deploy/id_rsa' },
          { kind: 'untrack', path: 'deploy/id_rsa' },
        ],
      },
    ])
  })
})

describe('an image', () => {
  const image = (text: string, ignore: string | null = null, path = 'Dockerfile') => ({
    path,
    text,
    ignore: ignore === null ? null : { path: '.dockerignore', text: ignore },
  })
  const taken = (text: string, ignore: string | null = null) =>
    of('image-takes-env', { envFiles: [envFile({})], images: [image(text, ignore)] }).map(({ line }) => line)

  test.each([
    ['FROM x\nCOPY . .\n', null, [2]],
    ['FROM x\nCOPY --chown=a ./ /app/\n', '', [2]],
    ['ADD ["package.json", ".env", "/app/"]', 'node_modules', [1]],
    ['copy .env* ./', null, [1]],
    ['COPY . .', '*\n!.env', [1]],
    ['COPY . .', '.env', []],
    ['COPY . .', '**/.env*', []],
    ['COPY src package.json ./', null, []],
    ['COPY --from=build . .', null, []],
    ['# COPY . .', null, []],
  ])('%j with the ignore file %j: line %j', (text, ignore, lines) => expect(taken(text, ignore)).toEqual(lines))

  test('takes in the env file that a template announces', () => {
    const facts = {
      templates: [template('A=\n', 'api/.env.example')],
      images: [image('COPY . .', null, 'api/Dockerfile')],
    }
    expect(of('image-takes-env', facts)).toMatchObject([
      { path: 'api/Dockerfile', message: 'COPY takes .env into the image' },
    ])
    expect(of('image-takes-env', { ...facts, images: [image('COPY . .', null, 'web/Dockerfile')] })).toEqual([])
  })
})

describe('a package', () => {
  const manifest = (more: object) => JSON.stringify({ name: 'a', version: '1.0.0', ...more }, null, 2)
  const taken = (text: string, ignore: string | null, isIgnored = true) => {
    const packages = [
      { path: 'package.json', text, ignore: ignore === null ? null : { path: '.npmignore', text: ignore } },
    ]
    return of('package-takes-env', { envFiles: [envFile({ isIgnored })], packages }).map(({ path, line }) => [
      path,
      line,
    ])
  }

  test.each([
    ['.npmignore in the place of .gitignore', manifest({}), 'test/', [['.npmignore', null]]],
    ['"files" that names all', manifest({ files: ['.'] }), null, [['package.json', 4]]],
    ['"files" that names it', manifest({ files: ['.env*'] }), null, [['package.json', 4]]],
    ['"files" that leaves it out again', manifest({ files: ['.', '!.env*'] }), null, []],
    ['"files" that names others', manifest({ files: ['dist'] }), 'test/', []],
    ['.npmignore that names it', manifest({}), '.env', []],
    ['.gitignore alone', manifest({}), null, []],
    ['"private"', manifest({ private: true, files: ['.'] }), null, []],
    ['no version', '{"name":"a","files":["."]}', null, []],
    ['no JSON', '{', null, []],
  ])('with %s', (_, text, ignore, places) => expect(taken(text, ignore)).toEqual(places))

  test('with nothing that ignores it', () => expect(taken(manifest({}), null, false)).toEqual([['package.json', null]]))

  test('does not answer for the env file of a package within', () => {
    const packages = ['', 'packages/b/'].map((folder) => ({
      path: `${folder}package.json`,
      text: manifest({ files: folder === '' ? ['.'] : ['dist'] }),
      ignore: null,
    }))
    expect(of('package-takes-env', { envFiles: [envFile({ path: 'packages/b/.env' })], packages })).toEqual([])
  })
})
