import { expect, test } from 'vitest'
import { buildTables, type DetectorTables } from '../../src/detect/detector-tables.ts'
import { tablesFromBytes, tablesToBytes } from '../../src/detect/tables-bytes.ts'
import { builtInRules } from './engine.ts'

/** The numbers in every table, as text: comparing them one by one takes a test half a minute. */
const shown = (tables: DetectorTables | null) =>
  JSON.stringify(tables, (_key, value) => (ArrayBuffer.isView(value) ? String(value) : value))

test('tables read back as they were written, aligned or not', async () => {
  const tables = buildTables(await builtInRules())
  const bytes = tablesToBytes(tables)
  expect(shown(tablesFromBytes(bytes)) === shown(tables)).toBe(true)
  const shifted = Buffer.concat([Buffer.alloc(1), bytes]).subarray(1)
  expect(shown(tablesFromBytes(shifted)) === shown(tables)).toBe(true)
})
