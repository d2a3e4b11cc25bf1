import { expect, test } from 'vitest'
import { buildTables } from '../../src/detect/detector-tables.ts'
import { tablesFromBytes, tablesToBytes } from '../../src/detect/tables-bytes.ts'
import { builtInRules } from './engine.ts'

test('the tables of the built-in rules read back as they were written, aligned or not', async () => {
  const tables = buildTables(await builtInRules())
  const bytes = tablesToBytes(tables)
  expect(tablesFromBytes(bytes)).toEqual(tables)
  const shifted = Buffer.concat([Buffer.alloc(1), bytes]).subarray(1)
  expect(tablesFromBytes(shifted)).toEqual(tables)
})
