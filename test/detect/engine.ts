import { fileURLToPath } from 'node:url'
import { createDetector, type Detector } from '../../src/detect/detector.ts'
import { buildTables } from '../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../src/detect/rule-book.ts'
import { type Blob, WHOLE } from '../../src/model/blob.ts'
import type { CompiledRule } from '../../src/model/rule.ts'
import { compilePack } from '../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../src/rules/load-rule-files.ts'

/** The built-in rules, from their files. */
export async function builtInRules(): Promise<readonly CompiledRule[]> {
  const texts = await loadRuleFiles([fileURLToPath(new URL('../../rules/', import.meta.url))])
  return compilePack(texts, { checks: null, takenIds: new Set() }).pack.rules
}

/** The whole engine with the rules. */
export function engineOf(rules: readonly CompiledRule[]): Detector {
  return createDetector({
    tables: buildTables(rules),
    rules: ruleBookOf(rules),
    disabled: new Set(),
    checksums: 'lenient',
  })
}

/** A text as a blob of one segment. */
export function blobOf(text: string, path = 'settings.txt'): Blob {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  return { type: 'blob', id: path, path, content, size: buffer.length, segment: WHOLE }
}
