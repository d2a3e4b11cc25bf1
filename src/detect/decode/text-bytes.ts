import { byteTable } from '../byte-table.ts'

/** 1 for a byte that text is made of: printable ASCII, tabulator, line break. */
export const isTextByte: Uint8Array = byteTable(' -~\t\n\r')
