/** Longest path or glob in the settings, in UTF-16 code units. */
export const LONGEST_PATH = 256

/** A shape that a path in the settings must not have, and what to write instead. The JSON Schema holds the same shapes. */
export interface Refusal {
  readonly pattern: RegExp
  readonly says: string
  readonly hint: string
}

const FOLDER = 'write a path relative to the repository root, with "/" between folders'

/** Refused in every path. */
const PATH_REFUSALS: readonly Refusal[] = [
  { pattern: /^\s*$/, says: 'is empty', hint: FOLDER },
  { pattern: /[\u0000-\u001f\u007f]/, says: 'holds a control character', hint: FOLDER },
  { pattern: /\\/, says: 'holds a backslash', hint: FOLDER },
  { pattern: /^\/|^[A-Za-z]:/, says: 'is absolute', hint: `${FOLDER}; "./name" stands in the root only` },
  { pattern: /(?:^|\/)\.\.(?:\/|$)/, says: 'leads out of the repository', hint: FOLDER },
  { pattern: /.\/\.(?:\/|$)|\/\/|^\.?\/?$/, says: 'has a folder without a name of its own', hint: FOLDER },
]

/** Refused in a path that names one file. */
export const FILE_REFUSALS: readonly Refusal[] = [
  ...PATH_REFUSALS,
  { pattern: /[*?[\]{}]/, says: 'is a pattern', hint: 'name each file by itself' },
  { pattern: /\/$/, says: 'names a folder', hint: 'name each file by itself' },
]

/** Refused in a glob; what it means, and whether it is too wide, is for the room that matches it to say. */
export const GLOB_REFUSALS: readonly Refusal[] = [
  ...PATH_REFUSALS,
  { pattern: /^!/, says: 'begins with "!"', hint: 'name what is allowed, not what is left out' },
  { pattern: /\{[^}]*\.\./, says: 'has a range in its braces', hint: 'write each case by itself' },
]

/** Found in every glob that does not take all names alike: a letter or digit outside a character class. */
export const HAS_LITERAL = /^(?:[^\p{L}\p{N}_[-]|\[[^\]]*\])*[\p{L}\p{N}_-]/u

/** Id of a rule, in kebab-case. */
export const RULE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Fingerprint of a finding, as reports show it. */
export const FINGERPRINT = /^kw[0-9]+:[A-Za-z0-9_-]+$/
