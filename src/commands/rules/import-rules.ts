import { ScanError } from '../../model/errors.ts'
import { IMPORTED_PROVIDER, type ImportedRules, importGitleaks } from '../../rules/gitleaks/import-gitleaks.ts'
import { loadRuleFiles } from '../../rules/load-rule-files.ts'
import type { VerbResult } from '../verb-result.ts'

/** The rules of a `.gitleaks.toml` as a rule file, with remarks on what it does not hold. */
export async function importRules(file: string): Promise<VerbResult> {
  const [loaded] = await loadRuleFiles([file])
  const imported = translate(loaded?.text ?? '', file)
  const { text, rules, remarks } = imported
  const count = `${rules} ${rules === 1 ? 'rule' : 'rules'} translated; save the text as ${IMPORTED_PROVIDER}.toml`
  return {
    lines: text.trimEnd().split('\n'),
    remarks: [...remarks.map((remark) => `${file}: ${remark}`), rules === 0 ? 'no rule could be translated' : count],
    data: imported,
    outcome: rules > 0 ? 'passed' : 'failed',
    purpose: 'content',
  }
}

function translate(text: string, file: string): ImportedRules {
  try {
    return importGitleaks(text)
  } catch (cause) {
    throw new ScanError('RULE_INVALID', `${file} is not TOML`, { hint: 'give a .gitleaks.toml', cause })
  }
}
