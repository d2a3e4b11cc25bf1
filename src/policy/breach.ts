import type { PolicyId } from '../model/policy.ts'

/** A way to end a breach that a program can go. */
export type Mend =
  /** A line for the end of an ignore file, `.gitignore` or another. */
  | { readonly kind: 'ignore'; readonly file: string; readonly line: string }
  /** Taken out of the index; the file stays on the disk. */
  | { readonly kind: 'untrack'; readonly path: string }
  /** Keys for a template, which is made where there is none. */
  | {
      readonly kind: 'extend'
      readonly template: string
      readonly keys: readonly string[]
      readonly from: string | null
    }
  /** The value of a key is taken out of a template. */
  | { readonly kind: 'blank'; readonly template: string; readonly key: string }
  /** Nobody but the owner may read the file. */
  | { readonly kind: 'close'; readonly path: string }

/** That something is not as a policy wants it, and how it comes to be. What becomes of it, the settings say. */
export interface Breach {
  readonly policyId: PolicyId
  readonly path: string
  readonly line: number | null
  readonly message: string
  /** What to do now: a command or a line to write. */
  readonly remedy: string
  /** Empty where only a person can tell what is right. */
  readonly mends: readonly Mend[]
}
