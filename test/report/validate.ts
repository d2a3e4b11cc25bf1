import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** A published schema of ours, by file name. */
export function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../src/report/schemas/${name}`, import.meta.url), 'utf8'))
}

/** Checks a value against a published schema of ours. */
export function compileSchema(name: string): ValidateFunction {
  return new Ajv2020({ strict: true, allErrors: true }).compile(readSchema(name))
}

/** Checks a value against the schema of SARIF 2.1.0. */
export function compileSarifSchema(): ValidateFunction {
  // Draft 4 in name only: nothing in it means something else in draft 7, which Ajv speaks.
  const file = new URL('../../fixtures/schemas/sarif-2.1.0.json', import.meta.url)
  const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
  // without the u flag, which one of its patterns does not stand
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  return ajv.compile(schema)
}
