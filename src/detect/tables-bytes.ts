import type { DetectorTables } from './detector-tables.ts'

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
const ALIGNMENT = 4

type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** The tables as they are read at start-up: the stride, the byte length of each section, then the sections, each at a multiple of four. */
export function tablesToBytes(tables: DetectorTables): Uint8Array {
  const sections = sectionsOf(tables)
  const header = Uint32Array.of(tables.automaton.stride, ...sections.map(({ byteLength }) => byteLength))
  return Buffer.concat([header, ...sections].map(padded))
}

/** The tables that a build has written, without a copy where the bytes are aligned; null on a big-endian machine, where they have to be built. */
export function tablesFromBytes(bytes: Uint8Array): DetectorTables | null {
  if (!IS_LITTLE_ENDIAN) return null
  const { buffer, byteOffset } = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes)
  const sectionCount = 11
  const [stride = 0, ...byteLengths] = new Uint32Array(buffer, byteOffset, sectionCount + 1)
  let at = byteOffset + ALIGNMENT * (sectionCount + 1)
  const next = () => {
    const start = at
    const length = byteLengths.shift() as number
    at += roundUp(length)
    return [buffer, start, length] as const
  }
  const bytesOf = ([from, start, length]: ReturnType<typeof next>) => new Uint8Array(from, start, length)
  const words = ([from, start, length]: ReturnType<typeof next>) => new Uint32Array(from, start, length >> 2)
  const classOf = bytesOf(next())
  const automaton = { stride, classOf, next: words(next()), outputStarts: words(next()), outputs: words(next()) }
  const keywordLengths = bytesOf(next())
  const starts = words(next())
  const [recordBuffer, recordStart, recordLength] = next()
  const records = new Int32Array(recordBuffer, recordStart, recordLength >> 2)
  const lengths = bytesOf(next())
  const [headBuffer, headStart, headLength] = next()
  const heads = new Uint16Array(headBuffer, headStart, headLength >> 1)
  const admissions = { starts, records, lengths, heads, classes: words(next()) }
  return { automaton, keywordLengths, admissions, maxLengths: words(next()) }
}

function sectionsOf({ automaton, keywordLengths, admissions, maxLengths }: DetectorTables): readonly Section[] {
  const { classOf, next, outputStarts, outputs } = automaton
  const { starts, records, lengths, heads, classes } = admissions
  const prefilter = [classOf, next, outputStarts, outputs, keywordLengths]
  return [...prefilter, starts, records, lengths, heads, classes, maxLengths]
}

function padded(section: Section): Buffer {
  const bytes = Buffer.alloc(roundUp(section.byteLength))
  bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength))
  return bytes
}

function roundUp(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}
