import type { DetectorTables } from './detector-tables.ts'

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
const ALIGNMENT = 4

type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** How a section's bytes are read: its elements are of that size. */
const SECTION_TYPES = [
  ...[Uint8Array, Uint16Array, Uint32Array, Uint16Array, Uint8Array],
  ...[Uint32Array, Int32Array, Uint8Array, Uint16Array, Uint32Array, Uint32Array, Uint8Array],
] as const

/**
 * The tables as they are read at start-up: two numbers of the automaton, the length of each section, then the sections,
 * each at a multiple of four.
 */
export function tablesToBytes(tables: DetectorTables): Uint8Array {
  const { rowBits, firstEnd } = tables.automaton
  const sections = sectionsOf(tables)
  const header = Uint32Array.of(rowBits, firstEnd, ...sections.map(({ length }) => length))
  return Buffer.concat([header, ...sections].map(padded))
}

/**
 * The tables that a build has written, without a copy where the bytes are aligned; null on a big-endian machine, where
 * they have to be built.
 */
export function tablesFromBytes(bytes: Uint8Array): DetectorTables | null {
  if (!IS_LITTLE_ENDIAN) return null
  const { buffer, byteOffset } = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes)
  const [rowBits = 0, firstEnd = 0, ...lengths] = new Uint32Array(buffer, byteOffset, 2 + SECTION_TYPES.length)
  let at = byteOffset + ALIGNMENT * (2 + SECTION_TYPES.length)
  const sections = SECTION_TYPES.map((Type, i) => {
    const section = new Type(buffer as ArrayBuffer, at, lengths[i])
    at += roundUp(section.byteLength)
    return section
  })
  const [classOf, next, outputStarts, outputs, keywordLengths, ...others] = sections as Sections
  const [starts, records, recordLengths, heads, classes, maxLengths, leastRuns] = others
  return {
    automaton: { classOf, next, rowBits, firstEnd, outputStarts, outputs },
    keywordLengths,
    admissions: { starts, records, lengths: recordLengths, heads, classes },
    maxLengths,
    leastRuns,
  }
}

type Sections = [
  ...[Uint8Array, Uint16Array, Uint32Array, Uint16Array, Uint8Array],
  ...[Uint32Array, Int32Array, Uint8Array, Uint16Array, Uint32Array, Uint32Array, Uint8Array],
]

function sectionsOf({ automaton, keywordLengths, admissions, maxLengths, leastRuns }: DetectorTables): Sections {
  const { classOf, next, outputStarts, outputs } = automaton
  const { starts, records, lengths, heads, classes } = admissions
  const prefilter = [classOf, next, outputStarts, outputs, keywordLengths] as const
  return [...prefilter, starts, records, lengths, heads, classes, maxLengths, leastRuns]
}

function padded(section: Section): Buffer {
  const bytes = Buffer.alloc(roundUp(section.byteLength))
  bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength))
  return bytes
}

function roundUp(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}
