import { ScanError } from './errors.ts'

/** What a value has to be: how that is told, and whether it is so. */
export interface ShapeRule {
  /** `a string`, behind "is not ". */
  readonly says: string
  readonly fits: (value: unknown) => boolean
}

/** Properties that an object may have, and what each has to be where it is there. */
export type ObjectShape = Readonly<Record<string, ShapeRule>>

export const A_STRING: ShapeRule = { says: 'a string', fits: (value) => typeof value === 'string' }
export const TRUE_OR_FALSE: ShapeRule = { says: 'true or false', fits: (value) => typeof value === 'boolean' }
export const A_FUNCTION: ShapeRule = { says: 'a function', fits: (value) => typeof value === 'function' }
export const AN_OBJECT: ShapeRule = { says: 'an object', fits: isRecord }

/** True for an object with properties of its own kind: neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How an argument is called in errors, what to pass instead, and the error's code. */
export interface Argument {
  readonly name: string
  readonly hint: string
  readonly code: 'USAGE' | 'CONFIG_INVALID'
}

/**
 * Refuses what programs without types pass in place of an object of this shape. What was passed is not repeated: it may be
 * a value. Properties that the shape does not have are left to the caller.
 */
export function requireShape(value: unknown, shape: ObjectShape, { name, hint, code }: Argument): void {
  if (!isRecord(value)) throw new ScanError(code, `${name} is no object`, { hint })
  for (const [property, rule] of Object.entries(shape)) {
    if (value[property] === undefined || rule.fits(value[property])) continue
    throw new ScanError(code, `"${property}" of ${name} is not ${rule.says}`, { hint })
  }
}
