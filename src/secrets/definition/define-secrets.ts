import { ScanError } from '../../model/errors.ts'
import type { KeyDefinitions } from './key-definition.ts'

/** Checked definitions, for everything that finds or checks their values. */
export interface SecretsDefinition<Definitions extends KeyDefinitions = KeyDefinitions> {
  readonly keys: Definitions
  /** Where they are written, for people: `.env.example`, `definition`. */
  readonly source: string
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const KNOWN = ['required', 'description', 'url', 'empty', 'sensitive', 'rule', 'example', 'schema', 'default']

/**
 * Defines which settings a program needs: the type of what `loadSecrets` gives follows from it.
 * @throws ScanError where a definition contradicts itself, such as a secret with a default
 */
export function defineSecrets<const Definitions extends KeyDefinitions>(
  keys: Definitions,
): SecretsDefinition<Definitions> {
  for (const [name, definition] of Object.entries(keys)) checkDefinition(name, { ...definition })
  return Object.freeze({ keys: Object.freeze({ ...keys }), source: 'definition' })
}

/** Programs without types pass anything. */
function checkDefinition(name: string, definition: Readonly<Record<string, unknown>>): void {
  if (!NAME.test(name)) refuse('a key is no name of a variable', 'use letters, digits and "_"')
  const unknown = Object.keys(definition).find((word) => !KNOWN.includes(word))
  if (unknown !== undefined) refuse(`${name} has an unknown property`, `known are ${KNOWN.join(', ')}`)
  const isPublic = definition['sensitive'] === false
  if (definition['default'] !== undefined && !isPublic) {
    refuse(`${name} is a secret and has a default`, 'remove the default, or say sensitive: false if anybody may see it')
  }
  if (definition['default'] !== undefined && typeof definition['default'] !== 'string') {
    refuse(`the default of ${name} is no text`, 'write it in quotes, as an environment variable would have it')
  }
  if (isPublic && definition['rule'] !== undefined) {
    refuse(`${name} has the rule of a secret and is not sensitive`, 'remove sensitive: false, or the rule')
  }
}

function refuse(says: string, hint: string): never {
  throw new ScanError('CONFIG_INVALID', says, { hint })
}
