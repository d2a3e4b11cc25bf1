/** What is known of an env file: one for which `isEnvFile` holds. */
export interface EnvFileFacts {
  /** POSIX, relative to the repository root. */
  readonly path: string
  /** In the index or in HEAD. */
  readonly isTracked: boolean
  /** Its content in the index differs from HEAD's, or HEAD has none; not for a staged removal. */
  readonly isStaged: boolean
  /** A line of .gitignore covers it, tracked or not (`git check-ignore --no-index`). */
  readonly isIgnored: boolean
  readonly existsOnDisk: boolean
  /** Content that is tracked or staged, to tell an encrypted file from a plain one; null where it was not read. */
  readonly text: string | null
}

/** What is known of a template: a file for which `isTemplate` holds. */
export interface TemplateFacts {
  readonly path: string
  /** In the index or in HEAD. */
  readonly isTracked: boolean
  /** A line of .gitignore covers it, tracked or not. */
  readonly isIgnored: boolean
  readonly existsOnDisk: boolean
  /** Content where it is part of the scan; null elsewhere. */
  readonly text: string | null
}

/** All that the policies judge by. */
export interface PolicyFacts {
  readonly envFiles: readonly EnvFileFacts[]
  readonly templates: readonly TemplateFacts[]
}
