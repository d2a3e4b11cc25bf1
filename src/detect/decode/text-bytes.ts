/** 1 for a byte that text is made of: printable ASCII, tabulator, line break. */
export const isTextByte = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number((byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d),
)
