import type { Candidate } from './candidate.ts'
import { readBare } from './read-bare.ts'
import { readQuoted } from './read-quoted.ts'
import type { Site } from './site.ts'

/** Before a name that is itself a value: `"name": "`, `- name: `, `key="`. */
const NAME = /(?:^|[\s{,<"'(])["']?(?:name|key|id|property|field|variable|env)["']?\s{0,4}[:=]\s{0,4}\\?["']?$/i
/** Between that name and the value that belongs to it. */
const VALUE =
  /\\{0,3}["']?\s{0,4},?\s{0,40}(?:\\{0,3}["'])?(?:value|val|default|defaultValue|Value)(?:\\{0,3}["'])?\s{0,4}[:=]\s{0,4}/y

/** The value of an entry that has its name and its value side by side, `{"name": "DB_PASSWORD", "value": "…"}`. */
export function readPair({ key, keyEnd, rest, before }: Site): readonly Candidate[] {
  if (!NAME.test(before)) return []
  VALUE.lastIndex = 0
  const between = VALUE.exec(rest)?.[0].length ?? 0
  if (between === 0) return []
  const literal = readQuoted(rest, between) ?? readBare(rest, between, 'end')
  if (literal === null) return []
  const { value, start, end } = literal
  return [{ form: 'pair', key, value, start: keyEnd + start, end: keyEnd + end }]
}
