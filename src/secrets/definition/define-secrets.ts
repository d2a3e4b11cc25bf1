import {
  A_STRING,
  type Argument,
  isRecord,
  type ObjectShape,
  requireShape,
  TRUE_OR_FALSE,
} from '../../model/argument-shape.ts'
import { ScanError } from '../../model/errors.ts'
import type { KeyDefinitions } from './key-definition.ts'

/** Checked definitions, for everything that finds or checks their values. */
export interface SecretsDefinition<Definitions extends KeyDefinitions = KeyDefinitions> {
  readonly keys: Definitions
  /** Where they are written, for people: `.env.example`, `definition`. */
  readonly source: string
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const SHAPE: ObjectShape = {
  required: TRUE_OR_FALSE,
  description: A_STRING,
  url: A_STRING,
  empty: { says: '"missing" or "kept"', fits: (value) => value === 'missing' || value === 'kept' },
  sensitive: TRUE_OR_FALSE,
  rule: { says: 'the id of a rule, or a list of them', fits: (value) => [value].flat().every(A_STRING.fits) },
  example: A_STRING,
  schema: { says: 'a validator that follows Standard Schema, such as one of zod or valibot', fits: isValidator },
  default: A_STRING,
}
const KNOWN = Object.keys(SHAPE)
const KEYS: Argument = {
  name: 'what defineSecrets was given',
  hint: "pass an object of keys: defineSecrets({ API_KEY: { rule: 'github-pat' }, PORT: { sensitive: false } })",
  code: 'CONFIG_INVALID',
}

/**
 * Defines which settings a program needs: the type of what `loadSecrets` gives follows from it.
 * @throws ScanError where a definition contradicts itself, such as a secret with a default
 */
export function defineSecrets<const Definitions extends KeyDefinitions>(
  keys: Definitions,
): SecretsDefinition<Definitions> {
  checkDefinitions(keys)
  return Object.freeze({ keys: Object.freeze({ ...keys }), source: 'definition' })
}

/** Refuses keys that are no definitions: programs without types pass anything. */
export function checkDefinitions(keys: unknown): void {
  requireShape(keys, {}, KEYS)
  for (const [name, definition] of Object.entries(keys as object)) checkDefinition(name, definition)
}

function checkDefinition(name: string, definition: unknown): void {
  if (!NAME.test(name)) refuse('a key is no name of a variable', 'use letters, digits and "_"')
  const hint = `write ${name}: {} for a secret of any form; docs/secrets.md has all properties`
  if (!isRecord(definition)) refuse(`the definition of ${name} is no object`, hint)
  const unknown = Object.keys(definition).find((word) => !KNOWN.includes(word))
  if (unknown !== undefined) refuse(`${name} has an unknown property`, `known are ${KNOWN.join(', ')}`)
  const isPublic = definition['sensitive'] === false
  if (definition['default'] !== undefined && !isPublic) {
    refuse(`${name} is a secret and has a default`, 'remove the default, or say sensitive: false if anybody may see it')
  }
  if (definition['default'] !== undefined && typeof definition['default'] !== 'string') {
    refuse(`the default of ${name} is no text`, 'write it in quotes, as an environment variable would have it')
  }
  requireShape(definition, SHAPE, { name: `the definition of ${name}`, hint, code: 'CONFIG_INVALID' })
  if (isPublic && definition['rule'] !== undefined) {
    refuse(`${name} has the rule of a secret and is not sensitive`, 'remove sensitive: false, or the rule')
  }
}

/** A type of arktype is a function. */
function isValidator(value: unknown): boolean {
  const standard = (value as { readonly '~standard'?: { readonly validate?: unknown } } | null)?.['~standard']
  return typeof standard?.validate === 'function'
}

function refuse(says: string, hint: string): never {
  throw new ScanError('CONFIG_INVALID', says, { hint })
}
