import { expect, test } from 'vitest'
import { fixed } from './plan-text.ts'

test.each([
  ['API_KEY=§\n', 'API_KEY="${ACME_API_KEY}"\n'],
  ['export API_KEY="§"\n', 'export API_KEY="${ACME_API_KEY}"\n'],
  ["API_KEY='§'\n", 'API_KEY="${ACME_API_KEY}"\n'],
  ["export MAILGUN_KEY=§ # it's\n", 'export MAILGUN_KEY="${MAILGUN_KEY}" # it\'s\n'],
  ['curl -H "Authorization: Bearer §" x\n', 'curl -H "Authorization: Bearer ${ACME_API_KEY}" x\n'],
  ["curl -H 'Authorization: Bearer §' x\n", "curl -H 'Authorization: Bearer '\"${ACME_API_KEY}\"'' x\n"],
  ['curl -u app:§ x\n', 'curl -u app:"${ACME_API_KEY}" x\n'],
  ['a="$(curl -H \'K: §\' x)"\n', 'a="$(curl -H \'K: \'"${ACME_API_KEY}"\'\' x)"\n'],
  ['cat <<EOF\nkey: §\nEOF\n', 'cat <<EOF\nkey: ${ACME_API_KEY}\nEOF\n'],
  ['k="${MAPS_KEY:-§}"\n', 'k="${MAPS_KEY}"\n'],
  ['U=postgres://app:§@db/app\n', 'U="${DATABASE_URL}"\n'],
])('shell: %j becomes a lookup', async (before, after) => {
  expect(await fixed('run.sh', before)).toBe(after)
})

test.each([
  ["cat <<'EOF'\n§\nEOF\n", 'the here-document is quoted, so nothing in it is replaced'],
  ['# KEY=§\n', 'the secret stands in a comment'],
  ["a=$'§'\n", "the literal is of the form $'…'"],
])('shell: %j is refused', async (text, reason) => {
  expect(await fixed('run.sh', text)).toBe(`refused: ${reason}`)
})

test.each([
  [
    'compose.yaml',
    'services:\n  a:\n    environment:\n      MAPS_KEY: §\n',
    'services:\n  a:\n    environment:\n      MAPS_KEY: ${MAPS_KEY}\n',
  ],
  [
    'docker-compose.prod.yml',
    'services:\n  a:\n    environment:\n      - DB_PASSWORD=§ # x\n',
    'services:\n  a:\n    environment:\n      - DB_PASSWORD=${DB_PASSWORD} # x\n',
  ],
  ['compose.yml', 'a: { MAPS_KEY: § }\n', 'a: { MAPS_KEY: "${MAPS_KEY}" }\n'],
  ['compose.yml', 'a: postgres://u:§@db/x\n', 'a: ${DATABASE_URL}\n'],
  [
    '.github/workflows/ci.yml',
    'jobs:\n  a:\n    env:\n      MAPS_KEY: "§"\n',
    'jobs:\n  a:\n    env:\n      MAPS_KEY: "${{ secrets.MAPS_KEY }}"\n',
  ],
  [
    '.github/workflows/ci.yml',
    'a:\n  - run: |\n      curl -H "K: §"\n',
    'a:\n  - run: |\n      curl -H "K: ${{ secrets.ACME_API_KEY }}"\n',
  ],
  [
    'src/main/resources/application.yml',
    'a:\n  mail:\n    password: §\n',
    'a:\n  mail:\n    password: ${MAIL_PASSWORD}\n',
  ],
  ['application-prod.properties', 'spring.mail.password=§\n', 'spring.mail.password=${MAIL_PASSWORD}\n'],
  ['.npmrc', '//registry.npmjs.org/:_authToken=§\n', '//registry.npmjs.org/:_authToken=${ACME_API_KEY}\n'],
  ['serverless.yml', 'a:\n  MAPS_KEY: §\n', 'a:\n  MAPS_KEY: ${env:MAPS_KEY}\n'],
  ['compose.yml', 'a:\n  - ORDERS_URL=amqp://u:§@mq/x # q\n', 'a:\n  - ORDERS_URL=${ORDERS_URL} # q\n'],
  ['application.properties', 'orders.url = jdbc:mysql://u:§@db/x \n', 'orders.url = ${ORDERS_URL} \n'],
  ['.github/workflows/ci.yml', 'a:\n  GITHUB_TOKEN: §\n', 'a:\n  GITHUB_TOKEN: ${{ secrets.GH_TOKEN }}\n'],
  ['.env.example', '# key\nMAPS_KEY=§ # get one\n', '# key\nMAPS_KEY= # get one\n'],
])('%s: %j becomes a lookup', async (path, before, after) => {
  expect(await fixed(path, before)).toBe(after)
})

test.each([
  ['compose.yml', '§: a\n', 'the secret is a key'],
  ['compose.yml', '# §\na: b\n', 'the secret stands in a comment or runs over several values'],
  ['.github/workflows/ci.yml', 'a:\n  if: x == "§"\n', 'a condition of a workflow reads no secrets'],
  ['values.yaml', 'a: §\n', 'YAML has no lookups, and the tool that reads this file is not known to have any'],
  ['config.json', '{"a": "§"}\n', 'JSON has no lookups'],
  ['Dockerfile', 'ENV KEY=§\n', 'what a build knows stays in the image'],
  ['.env', 'KEY=§\n', 'the value is where it belongs, and the file is not ignored or is in git'],
  ['.env.test', 'KEY=§\n', 'a test run reads its values from this file'],
  ['README.md', '§\n', 'text cannot read a variable'],
  ['.npmrc', '; //r/:_authToken=§\n', 'the secret stands in a comment'],
  ['data.bin', '§', 'keywarden does not know how this kind of file reads a variable'],
])('%s: %j is refused', async (path, text, reason) => {
  expect(await fixed(path, text)).toBe(`refused: ${reason}`)
})
