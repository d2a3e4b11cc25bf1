/** The rule of an ignore file that decides about a path. */
export interface DecidingRule {
  readonly source: string
  readonly line: number
  readonly pattern: string
}

/** What is known of a file that git may have. */
export interface FileFacts {
  /** POSIX, relative to the repository root. */
  readonly path: string
  /** In the index or in HEAD. */
  readonly isTracked: boolean
  /** Its content in the index differs from HEAD's, or HEAD has none; not for a staged removal. */
  readonly isStaged: boolean
  /** A line of an ignore file covers it, tracked or not (`git check-ignore --no-index`). */
  readonly isIgnored: boolean
  /** The rule that says so, or that takes it in again; null where none fits. */
  readonly rule: DecidingRule | null
  readonly existsOnDisk: boolean
  /** Content that is staged, else what is on the disk; null where it was not read. */
  readonly text: string | null
}

/** What is known of an env file: one for which `isEnvFile` holds. */
export interface EnvFileFacts extends FileFacts {
  /** Every user of the machine may read it. False where that was not looked at. */
  readonly isOpenToAll: boolean
}

/** A file that a commit has, and may have no more. */
export interface PastFile {
  readonly path: string
  /** Full id of the first commit that has it so. */
  readonly commit: string
  /** Null where it could not be read. */
  readonly text: string | null
}

/** A place in code that asks for a variable of the environment. */
export interface EnvUse {
  readonly key: string
  readonly path: string
  readonly line: number
  /** Text that code takes where the variable is not set; null where it has none, or no literal one. */
  readonly fallback: string | null
  /** Code goes on without it. */
  readonly isOptional: boolean
}

/** A file that says what goes into an image or a package, and the ignore file beside it. */
export interface ShippingFacts {
  /** Of the Dockerfile or package.json. */
  readonly path: string
  readonly text: string
  /** Its ignore file; null where there is none. */
  readonly ignore: { readonly path: string; readonly text: string } | null
}

/** All that the policies judge by. */
export interface PolicyFacts {
  /** Whether the whole repository is at hand, or only what a commit changes: then nothing is missed that is not there. */
  readonly scope: 'repository' | 'change'
  readonly envFiles: readonly EnvFileFacts[]
  /** Env files that templates in git announce and that are not there: on other machines they will be. */
  readonly awaited: readonly FileFacts[]
  /** Files for which `isTemplate` holds. */
  readonly templates: readonly FileFacts[]
  /** Files for which `credentialKind` tells a kind. */
  readonly credentialFiles: readonly FileFacts[]
  /** Env files of former commits. */
  readonly past: readonly PastFile[]
  readonly uses: readonly EnvUse[]
  /** Keys of templates that no file names; empty where nobody looked. */
  readonly unnamedKeys: ReadonlySet<string>
  readonly images: readonly ShippingFacts[]
  readonly packages: readonly ShippingFacts[]
}
