import type { Secret } from '../model/secret.ts'

/** A change to a text: the UTF-16 units from `start` to `end` become `text`. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A file's text, whose path tells what kind of file it is. */
export interface SourceFile {
  /** POSIX, relative to the root of the repository. */
  readonly path: string
  /** A byte order mark is its first character. */
  readonly text: string
  readonly project: ProjectFacts
}

/** What decides whether code of a project runs where its environment can be read. */
export interface ProjectFacts {
  /** Names of the packages that the nearest `package.json` depends on. */
  readonly packages: ReadonlySet<string>
}

/** Where a secret stands in a text, and which rule says so. Offsets in UTF-16 units, a byte order mark counted. */
export interface SecretSite {
  readonly start: number
  readonly end: number
  readonly ruleId: string
  /** True for a rule that knows no provider, so that its id makes no name. */
  readonly isGeneric: boolean
}

/** From what a variable is named. */
export interface NameHint {
  /** A name that the code looks up already; '' where it does not. */
  readonly exact: string
  /** Name of what the value is given to, outer names first: `config`, `db`, `password`. */
  readonly assigned: readonly string[]
  /** Name for a value of this form, `DATABASE_URL`; '' where the form says nothing. */
  readonly form: string
}

/** A literal that becomes a lookup as soon as the variable has a name. */
export interface Lookup {
  readonly kind: 'lookup'
  /** What moves to `.env`. */
  readonly value: Secret
  readonly hint: NameHint
  /** `run`: whoever runs the program needs the variable; `ci`: only the CI host does. */
  readonly neededBy: 'run' | 'ci'
  readonly edits: (name: string) => readonly TextEdit[]
}

/** Why a literal is left as it is, and what to do by hand. */
export interface Refusal {
  readonly kind: 'refused'
  readonly reason: string
  readonly advice: string
}

/** Knows one language, or one kind of configuration file. Pure. */
export interface Planner {
  /** The lookup that can stand in the place of the literal round a site. */
  readonly find: (site: SecretSite) => Lookup | Refusal
  /** What the file needs besides, once: an import. Called where at least one lookup is planned. */
  readonly require: () => readonly TextEdit[] | Refusal
  /** True where the edited text can still be read as what it was. */
  readonly isSound: (edited: string, edits: readonly TextEdit[]) => boolean
}

/** Makes a planner for one file; a refusal where nothing in the file can be fixed. */
export type OpenPlanner = (file: SourceFile) => Planner | Refusal

/** A planner for files in which a lookup needs nothing besides and each edit stands for itself. */
export function plainPlanner(find: Planner['find']): Planner {
  return { find, require: () => [], isSound: () => true }
}

/** A refusal in one line. */
export function refuse(reason: string, advice: string): Refusal {
  return { kind: 'refused', reason, advice }
}

/** What to do where the code cannot be changed for its owner. */
export const BY_HAND = 'take the value out by hand: keep it in .env and read it from the environment'
