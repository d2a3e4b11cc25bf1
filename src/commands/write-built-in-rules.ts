import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKS } from '../detect/checks/check-table.ts'
import { buildTables } from '../detect/detector-tables.ts'
import { tablesToBytes } from '../detect/tables-bytes.ts'
import { ScanError } from '../model/errors.ts'
import { compilePack } from '../rules/compile-pack.ts'
import { loadRuleFiles } from '../rules/load-rule-files.ts'
import { serializePack } from '../rules/serialize-pack.ts'
import { BUILT_IN_FILES } from './built-in-rules.ts'

/** Compiles the rule files of `from` and writes what the program reads at start-up to `to`. A step of the build. */
export async function writeBuiltInRules(from: string, to: string): Promise<void> {
  const surroundings = { checks: new Set(Object.keys(CHECKS)), takenIds: new Set<string>() }
  const { pack, docs, problems } = compilePack(await loadRuleFiles([from]), surroundings)
  if (problems.length > 0) {
    const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
    throw new ScanError('RULE_INVALID', `built-in rules do not compile:\n${lines.join('\n')}`, { hint: 'mend them' })
  }
  const texts = serializePack(pack, docs)
  await mkdir(to, { recursive: true })
  for (const part of ['pack', 'index', 'docs'] as const) {
    await writeFile(join(to, BUILT_IN_FILES[part]), texts[BUILT_IN_FILES[part]])
  }
  await writeFile(join(to, BUILT_IN_FILES.tables), tablesToBytes(buildTables(pack.rules)))
}
