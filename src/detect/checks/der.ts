/** One element of DER: its tag and where its content stands. */
export interface DerElement {
  readonly tag: number
  readonly content: Buffer
  /** Offset behind the element. */
  readonly end: number
}

export const DER_TAG = { integer: 0x02, octetString: 0x04, oid: 0x06, sequence: 0x30, context0: 0xa0 } as const

/** Longest length of a length: four bytes. */
const LENGTH_BYTES = 4

/** The element at `at`; null where the bytes end before it does. */
export function readDer(bytes: Buffer, at: number): DerElement | null {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) return null
  const more = first < 0x80 ? 0 : first & 0x7f
  const start = at + 2 + more
  if (more > LENGTH_BYTES || start > bytes.length) return null
  const end = start + (more === 0 ? first : bytes.readUIntBE(at + 2, more))
  return end <= bytes.length ? { tag, content: bytes.subarray(start, end), end } : null
}

/** The elements that stand in `content` one behind the other, as far as they are whole. */
export function readDerList(content: Buffer): DerElement[] {
  const elements: DerElement[] = []
  for (let element = readDer(content, 0); element !== null; element = readDer(content, element.end))
    elements.push(element)
  return elements
}
