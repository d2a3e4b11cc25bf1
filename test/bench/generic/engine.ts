// The whole engine with the rules of the tree, for the bench scripts.
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { createDetector } from '../../../src/detect/detector.ts'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../../src/detect/rule-book.ts'
import { compilePack } from '../../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../../src/rules/load-rule-files.ts'

/** What the engine finds in a file with default settings: that is, at medium confidence and above. */
export async function openEngine(rulesFolder: string) {
  const { pack } = compilePack(await loadRuleFiles([rulesFolder]), {
    checks: new Set(Object.keys(CHECKS)),
    takenIds: new Set(),
  })
  const detector = createDetector({
    tables: buildTables(pack.rules),
    rules: ruleBookOf(pack.rules),
    disabled: new Set(),
    checksums: 'lenient',
  })
  return (path: string, buffer: Buffer) => {
    const content = { buffer, start: 0, end: buffer.length }
    const segment = { offset: 0, linesBefore: 0, overlap: 0 }
    const { matches } = detector.detect({ type: 'blob', id: path, path, content, size: buffer.length, segment })
    return matches.filter(({ confidence }) => confidence !== 'low')
  }
}
