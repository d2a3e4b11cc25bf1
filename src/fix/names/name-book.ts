import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { Secret } from '../../model/secret.ts'
import { isPlaceholder } from '../../policy/placeholder.ts'

/** Gives values the names of variables: one name a value, one value a name. */
export interface NameBook {
  /** The name of a value: the one that it has, else the first of the wanted ones that is free, else one with a number. */
  nameFor(value: Secret, wanted: readonly string[]): string
}

/** A book that knows the names that a `.env` and its template have given already. */
export function openNameBook(env: string, example: string): NameBook {
  const taken = new Map<string, string>() // values by name
  const nameOf = new Map<string, string>()
  for (const [key, { value }] of effectiveEntries(example)) if (!isPlaceholder(value)) taken.set(key, value)
  for (const [key, { value }] of effectiveEntries(env)) {
    taken.delete(key)
    if (value === '') continue
    taken.set(key, value)
    if (!nameOf.has(value) && /^[A-Za-z_]\w*$/.test(key)) nameOf.set(value, key)
  }
  return {
    nameFor(value, wanted) {
      const plain = value.reveal()
      const isFree = (name: string) => (taken.get(name) ?? plain) === plain
      const known = wanted.find((name) => taken.get(name) === plain) ?? nameOf.get(plain)
      const name = known ?? wanted.find(isFree) ?? numbered(wanted[0] ?? 'SECRET', isFree)
      taken.set(name, plain)
      nameOf.set(plain, name)
      return name
    },
  }
}

function numbered(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; ; number++) {
    const next = `${name}_${number}`
    if (isFree(next)) return next
  }
}
