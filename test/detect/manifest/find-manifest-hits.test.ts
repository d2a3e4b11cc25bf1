import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Detector } from '../../../src/detect/detector.ts'
import { blobOf, builtInRules, engineOf } from '../engine.ts'

/** Nobody's; as text and as the base64 of it. */
const VALUE = ['kT7v', 'Q2mZ', '9xL4', 'wR8s', 'Yd'].join('')
const ENCODED = Buffer.from(VALUE).toString('base64')
const RULE = 'kubernetes-secret-manifest'

let detector: Detector

beforeAll(async () => {
  detector = engineOf(await builtInRules())
})

/** Rule, line and text of what is found at medium confidence and above. */
function found(text: string, path = 'secret.yaml') {
  return detector
    .detect(blobOf(text, path))
    .matches.filter(({ confidence }) => confidence !== 'low')
    .map(({ rule, location, secret }) => [rule.id, location.startLine, secret.reveal()])
}

describe('a value is found in', () => {
  test.each([
    ['data', `apiVersion: v1\nkind: Secret\ndata:\n  x: ${ENCODED}\n`, 4, ENCODED],
    ['stringData', `apiVersion: v1\nkind: Secret\nstringData:\n  x: ${VALUE}\n`, 4, VALUE],
    ['quotes, with a comment', `kind: "Secret"\ndata:\n  'x': "${ENCODED}" # why\n`, 3, ENCODED],
    ['data that stands before the kind', `data:\n  x: ${ENCODED}\nkind: Secret\n`, 2, ENCODED],
    ['a map without indentation of two', `kind: Secret\ndata:\n      x: ${ENCODED}\n`, 3, ENCODED],
    ['a block scalar', `kind: Secret\ndata:\n  x: |-\n    ${ENCODED}\n`, 4, ENCODED],
    ['a tagged value', `kind: Secret\ndata:\n  x: !!binary ${ENCODED}\n`, 3, ENCODED],
    ['lines that end as on Windows', `kind: Secret\r\ndata:\r\n  x: ${ENCODED}\r\n`, 3, ENCODED],
    ['the second document', `kind: ConfigMap\ndata:\n  x: y\n---\nkind: Secret\ndata:\n  x: ${ENCODED}\n`, 7, ENCODED],
    ['an item of a list', `items:\n  - kind: Secret\n    data:\n      x: ${ENCODED}\n  - kind: Pod\n`, 4, ENCODED],
    [
      'an item whose kind stands last',
      `items:\n- apiVersion: v1\n  data:\n    x: ${ENCODED}\n  kind: Secret\n`,
      4,
      ENCODED,
    ],
    ['a chart, between templates', `{{- if .x }}\nkind: Secret\ndata:\n  x: ${ENCODED}\n{{- end }}\n`, 4, ENCODED],
    ['JSON', `{"data": {"x": "${ENCODED}"},\n "kind": "Secret"}`, 1, ENCODED],
    ['a list in JSON', `{"items": [\n{"kind": "Secret",\n "stringData": {"x": "${VALUE}"}}]}`, 3, VALUE],
  ])('%s', (_, text, line, value) => expect(found(text)).toEqual([[RULE, line, value]]))

  test('each entry, and only those', () => {
    const text = `kind: Secret\nmetadata:\n  x: ${VALUE}\ndata:\n  a: ${ENCODED}\n\n  # why\n  b: ${ENCODED}\ntype: ${VALUE}\n`
    expect(found(text).map(([, line]) => line)).toEqual([5, 8])
  })

  test('is surer where the name tells of a secret', () => {
    const confidence = (key: string) =>
      detector.detect(blobOf(`kind: Secret\ndata:\n  ${key}: ${ENCODED}\n`)).matches[0]?.confidence
    expect([confidence('password'), confidence('x')]).toEqual(['high', 'medium'])
  })
})

describe('nothing is found in', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['another kind', `kind: ConfigMap\ndata:\n  x: ${ENCODED}\n`],
    ['a sealed secret', `kind: SealedSecret\nspec:\n  encryptedData:\n    x: ${ENCODED}\n`],
    ['what fetches one', `kind: ExternalSecret\nspec:\n  data:\n    x: ${VALUE}\n`],
    ['the document before', `kind: ConfigMap\ndata:\n  x: ${ENCODED}\n---\nkind: Secret\n`],
    ['the item before', `- kind: ConfigMap\n  data:\n    x: ${ENCODED}\n- kind: Secret\n`],
    ['a template', `kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n`],
    ['a variable', 'kind: Secret\nstringData:\n  password: ${PASSWORD}\n'],
    ['what SOPS has encrypted', `kind: Secret\nstringData:\n  x: ENC[AES256_GCM,data:${ENCODED},type:str]\n`],
    ['the base64 of a stand-in', `kind: Secret\ndata:\n  password: ${encoded('changeme')}\n`],
    ['the base64 of a template', `kind: Secret\ndata:\n  password: ${encoded('${DB_PASSWORD}')}\n`],
    ['a user', `kind: Secret\ndata:\n  username: ${encoded('shop_app_7f3')}\n`],
    ['a host', `kind: Secret\ndata:\n  db-host: ${encoded('db7.acme.internal')}\n`],
    ['a word', `kind: Secret\ndata:\n  stage: ${encoded('production')}\n`],
    ['a certificate', `kind: Secret\ndata:\n  tls.crt: ${encoded('certificate of acme')}\n`],
    ['a sentence about it', `kind: Secret is what holds\ndata:\n  x: ${ENCODED}\n`],
    ['another kind of JSON', `{"kind": "ConfigMap", "data": {"x": "${ENCODED}"}}`],
  ])('%s', (_, text) => expect(found(text)).toEqual([]))
})

test('a document in a value is left to the rules that look into it', () => {
  const text = `kind: Secret\nstringData:\n  app.yml: |\n    db:\n      password: ${VALUE}\n`
  expect(found(text)).toEqual([['generic-password', 5, VALUE]])
})

test('a rule with a form of its own goes before', () => {
  const block = ['-----BEGIN EC PRIVATE', 'KEY-----'].join(' ')
  const key = Buffer.from(`${block}\n${ENCODED.repeat(6)}\n${block.replace('BEGIN', 'END')}\n`).toString('base64')
  expect(found(`kind: Secret\ndata:\n  tls.key: ${key}\n`).map(([rule]) => rule)).toEqual(['private-key-base64'])
})

test('any manifest is read without failing, and what is found stands where it is said to', () => {
  const piece = fc.constantFrom(
    ...['kind: Secret', 'data:', 'stringData:', '\n', '\r\n', '  ', '- ', '---', ' |', '"', '{', '}', '[', ':', ' #'],
    ...['"kind": "Secret"', '"data": {', `x: ${ENCODED}`, `"x": "${ENCODED}"`],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
      const text = pieces.join('')
      for (const { rule, start, end, secret } of detector.detect(blobOf(text, 'a.yaml')).matches) {
        if (rule.id === RULE) expect(text.slice(start, end)).toBe(secret.reveal())
      }
    }),
  )
})
