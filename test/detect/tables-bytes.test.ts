import { expect, test } from 'vitest'
import { buildTables } from '../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../src/detect/rule-book.ts'
import { tablesFromBytes, tablesToBytes } from '../../src/detect/tables-bytes.ts'
import { builtInRules } from './engine.ts'

test('tables read back as they were written, aligned or not', async () => {
  const rules = (await builtInRules()).filter(({ provider }) => provider === 'github' || provider === 'aws')
  const tables = buildTables(rules)
  const bytes = tablesToBytes(tables)
  expect(tablesFromBytes(bytes)).toEqual(tables)
  const shifted = Buffer.concat([Buffer.alloc(1), bytes]).subarray(1)
  expect(tablesFromBytes(shifted)).toEqual(tables)
  expect(ruleBookOf(rules).named(rules[0]?.id ?? '')).toBe(rules[0])
})
