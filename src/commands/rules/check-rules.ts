import { join, relative, resolve } from 'node:path'
import { CHECKS } from '../../detect/checks/check-table.ts'
import { createDetector } from '../../detect/detector.ts'
import { buildTables } from '../../detect/detector-tables.ts'
import { ruleBookOf } from '../../detect/rule-book.ts'
import { checkExamples } from '../../rules/check-examples.ts'
import { compilePack, createPack } from '../../rules/compile-pack.ts'
import { loadRuleFiles } from '../../rules/load-rule-files.ts'
import { formatProblem, type RuleProblem } from '../../rules/rule-problem.ts'
import { builtInFolder, openBuiltInRules } from '../built-in-rules.ts'
import { completeMock } from '../complete-mock.ts'
import { scanText } from '../scan-text.ts'
import type { VerbResult } from '../verb-result.ts'

const SEEDS = ['a', 'b', 'c']

/** Checks rule files as a scan would and tries every example in them with the whole engine. */
export async function checkRules(files: readonly string[], cwd: string): Promise<VerbResult> {
  const texts = await loadRuleFiles(files)
  const shown = texts.map(({ file, text }) => ({ file: relative(cwd, file) || file, text }))
  const builtIn = texts.every(({ file }) => isBuiltInSource(file)) ? [] : openBuiltInRules().pack().rules
  const surroundings = {
    checks: new Set(Object.keys(CHECKS)),
    takenIds: new Set(builtIn.map(({ id }) => id)),
  }
  const { pack, files: parsed, problems } = compilePack(shown, surroundings)
  const { rules } = createPack([...builtIn, ...pack.rules])
  const failed = problems.length > 0 ? [] : checkExamples(parsed, examplesTools(rules))
  return resultOf([...problems, ...failed], texts.length, pack.rules.length)
}

function examplesTools(rules: Parameters<typeof buildTables>[0]) {
  const detector = createDetector({
    tables: buildTables(rules),
    rules: ruleBookOf(rules),
    disabled: new Set(),
    checksums: 'lenient',
  })
  return {
    detect: (text: string) =>
      scanText(detector, text, 'example.txt').map(({ rule, secret }) => ({ ruleId: rule.id, secret: secret.reveal() })),
    complete: completeMock,
    seeds: SEEDS,
  }
}

/** A file that the built-in rules are made from: its ids are taken by itself. */
function isBuiltInSource(file: string): boolean {
  return resolve(file).startsWith(join(builtInFolder(), '../../rules/'))
}

function resultOf(problems: readonly RuleProblem[], files: number, rules: number): VerbResult {
  const hasFailed = problems.length > 0
  const count = `${files} ${files === 1 ? 'file' : 'files'}, ${rules} ${rules === 1 ? 'rule' : 'rules'}`
  const lines = hasFailed ? problems.map(formatProblem) : [`${count}: sound, and every example holds`]
  return { lines, data: { files, rules, problems }, outcome: hasFailed ? 'failed' : 'passed', purpose: 'verdict' }
}
