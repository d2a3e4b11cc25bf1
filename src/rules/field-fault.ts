import type { PatternFault } from './pattern/parse-pattern.ts'

/** A fault in one field of a rule; `offset` counts in the field's value. */
export interface FieldFault extends PatternFault {
  readonly field: string
}
