import { CHECKS } from '../detect/checks/check-table.ts'
import { ScanError } from '../model/errors.ts'
import type { RuleDocs, RulePack } from '../model/rule.ts'
import { compilePack, createPack } from '../rules/compile-pack.ts'
import { loadRuleFiles } from '../rules/load-rule-files.ts'

/** The built-in rules and those of rule files in one pack; `docs` are those of the files. */
export async function compileOwnRules(
  files: readonly string[],
  builtIn: RulePack,
): Promise<{ pack: RulePack; docs: readonly RuleDocs[] }> {
  const surroundings = {
    checks: new Set(Object.keys(CHECKS)),
    takenIds: new Set(builtIn.rules.map(({ id }) => id)),
  }
  const { pack, docs, problems } = compilePack(await loadRuleFiles(files), surroundings)
  const [first] = problems
  if (first) {
    const { file, line, column, message, hint } = first
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more: keywarden rules check ${file})` : ''
    throw new ScanError('RULE_INVALID', `${file}:${line}:${column}: ${message}${more}`, { hint })
  }
  return { pack: createPack([...builtIn.rules, ...pack.rules]), docs }
}
