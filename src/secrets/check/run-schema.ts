import type { StandardSchemaV1 } from '../definition/standard-schema.ts'
import type { KeyProblem } from './key-problem.ts'

/** What a validator made of a value. */
export type SchemaResult =
  | { readonly kind: 'accepted'; readonly output: unknown }
  | { readonly kind: 'refused'; readonly problem: KeyProblem }

/** Shortest piece of a value that gives it away. */
const TELLING_LENGTH = 4

/** Runs a validator. What it says is passed on only where nothing of the value is in it: many repeat what they were given. */
export async function runSchema(schema: StandardSchemaV1, value: string | undefined): Promise<SchemaResult> {
  try {
    const result = await schema['~standard'].validate(value)
    if (result.issues === undefined) return { kind: 'accepted', output: result.value }
    const says = result.issues.map(({ message }) => message).join('; ')
    return refused(isTelling(says, value ?? '') ? 'is refused by its schema' : `is refused: ${oneLine(says)}`)
  } catch {
    // what a validator throws may hold the value
    return refused('made its schema throw an error')
  }
}

function refused(says: string): SchemaResult {
  return { kind: 'refused', problem: { code: 'refused', says } }
}

function isTelling(says: string, value: string): boolean {
  const text = says.toLowerCase()
  const secret = value.toLowerCase()
  if (secret !== '' && secret.length < TELLING_LENGTH) return text.includes(secret)
  for (let at = 0; at + TELLING_LENGTH <= secret.length; at++) {
    if (text.includes(secret.slice(at, at + TELLING_LENGTH))) return true
  }
  return false
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}
