/** How keys are spelled as names of secrets, and back. */
export interface NameMap {
  nameOf(key: string): string
  /** Null for a name that no key of this store has. */
  keyOf(name: string): string | null
}

/** Names are keys behind a prefix; without one they are the keys. */
export function prefixedNames(prefix: string): NameMap {
  return {
    nameOf: (key) => prefix + key,
    keyOf: (name) => (name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : null),
  }
}
