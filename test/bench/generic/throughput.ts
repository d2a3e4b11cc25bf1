// Processor time of the engine with and without generic detection, on the same bytes in turns.
import { readFileSync } from 'node:fs'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { createDetector, type Detector } from '../../../src/detect/detector.ts'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../../src/detect/rule-book.ts'
import { compilePack } from '../../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../../src/rules/load-rule-files.ts'

export interface File {
  readonly path: string
  readonly buffer: Buffer
}

/** The engine of the rules in a folder, with the scanner core at `core`. */
export async function openDetector(rulesFolder: string, core: string): Promise<Detector> {
  const surroundings = { checks: new Set(Object.keys(CHECKS)), takenIds: new Set<string>() }
  const { rules } = compilePack(await loadRuleFiles([rulesFolder]), surroundings).pack
  const wasm = readFileSync(core)
  return createDetector({
    tables: buildTables(rules),
    rules: ruleBookOf(rules),
    core: () => wasm,
    disabled: new Set(),
    checksums: 'lenient',
  })
}

/** User seconds for the files; `nameOf` gives the name that each is scanned under, which decides its kind. */
export function secondsFor(detector: Detector, files: readonly File[], nameOf: (path: string) => string): number {
  const before = process.cpuUsage()
  for (const { path: own, buffer } of files) {
    const path = nameOf(own)
    const content = { buffer, start: 0, end: buffer.length }
    const segment = { offset: 0, linesBefore: 0, overlap: 0 }
    detector.detect({ type: 'blob', id: path, path, content, size: buffer.length, segment })
  }
  return process.cpuUsage(before).user / 1e6
}
