/** All values in one encoding, side by side: value number `i` stands in `[from[i], to[i])`. */
export interface EncodedValues {
  readonly bytes: Buffer
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** Every value in every form, in the order of `value-forms.ts`, a form at a time: value by value takes fifty times as long. */
export function encodeValues(values: readonly string[]): readonly EncodedValues[] {
  const text = textOf(values)
  const hex = scaled(text, 2, Buffer.from(text.bytes.toString('hex'), 'latin1'))
  const utf16 = utf16Of(values)
  return [
    text,
    ...[0, 1, 2].map((skipped) => base64Of(text, skipped)),
    hex,
    { ...hex, bytes: Buffer.from(hex.bytes.toString('latin1').toUpperCase(), 'latin1') },
    utf16,
    { ...utf16, bytes: Buffer.from(utf16.bytes).swap16() },
  ]
}

function textOf(values: readonly string[]): EncodedValues {
  return sideBySide(
    Buffer.from(values.join('')),
    Uint32Array.from(values, (value) => Buffer.byteLength(value)),
  )
}

function utf16Of(values: readonly string[]): EncodedValues {
  return sideBySide(
    Buffer.from(values.join(''), 'utf16le'),
    Uint32Array.from(values, (value) => value.length * 2),
  )
}

function sideBySide(bytes: Buffer, lengths: Uint32Array): EncodedValues {
  const from = new Uint32Array(lengths.length)
  const to = new Uint32Array(lengths.length)
  let end = 0
  for (let i = 0; i < lengths.length; i++) {
    from[i] = end
    end += lengths[i] as number
    to[i] = end
  }
  return { bytes, from, to }
}

function scaled({ from, to }: EncodedValues, factor: number, bytes: Buffer): EncodedValues {
  return { bytes, from: from.map((at) => at * factor), to: to.map((at) => at * factor) }
}

/** Each value behind `skipped` bytes of a group of three; of its characters those that depend on it alone. */
function base64Of(text: EncodedValues, skipped: number): EncodedValues {
  const count = text.from.length
  const from = new Uint32Array(count)
  const to = new Uint32Array(count)
  const padded = Buffer.alloc(text.bytes.length + 3 * count + skipped)
  let at = skipped
  for (let i = 0; i < count; i++) {
    const length = text.bytes.copy(padded, at, text.from[i], text.to[i])
    from[i] = Math.ceil((at * 4) / 3)
    to[i] = Math.floor(((at + length) * 4) / 3)
    at += length + ((3 - (length % 3)) % 3)
  }
  return { bytes: Buffer.from(padded.toString('base64'), 'latin1'), from, to }
}
