import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { ScanError } from '../model/errors.ts'
import type { RuleDocs, RulePack } from '../model/rule.ts'
import { builtInFolder, openBuiltInRules } from './built-in-rules.ts'
import { compileOwnRules } from './compile-own-rules.ts'
import { checkRules } from './rules/check-rules.ts'
import { explainRule, requireRule } from './rules/explain-rule.ts'
import { importRules } from './rules/import-rules.ts'
import { listRules } from './rules/list-rules.ts'
import { ruleFileSkeleton } from './rules/rule-file-skeleton.ts'
import { testRule } from './rules/test-rule.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import type { VerbResult } from './verb-result.ts'

/** What a verb of the rules family is asked. */
export type RulesRequest =
  | { readonly verb: 'rules check'; readonly files: readonly string[] }
  /** Null where all are wanted. */
  | { readonly verb: 'rules list'; readonly provider: string | null; readonly tag: string | null }
  | { readonly verb: 'rules explain'; readonly ruleId: string }
  /** Without a text, it is read from standard input. */
  | { readonly verb: 'rules test'; readonly ruleId: string; readonly text: string | null }
  | { readonly verb: 'rules new'; readonly provider: string }
  | { readonly verb: 'rules import'; readonly file: string }

/** Answers what is asked of the rules: the built-in ones and those that the settings name. */
export async function runRules(
  config: Config,
  request: RulesRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  switch (request.verb) {
    case 'rules new':
      return ruleFileSkeleton(request.provider)
    case 'rules import':
      return importRules(request.file)
    case 'rules check':
      return checkRules(filesToCheck(request.files, config), config.cwd)
    case 'rules list':
      return listRules(await allRules(config), request)
    case 'rules explain': {
      const { pack, docs } = await allRules(config)
      const rule = requireRule(pack.rules, request.ruleId)
      return explainRule(rule, docs.find(({ id }) => id === rule.id) as RuleDocs)
    }
    case 'rules test': {
      const { pack } = await allRules(config)
      const text = request.text ?? (await readAll(environment.stdin))
      return testRule(pack, requireRule(pack.rules, request.ruleId), text)
    }
  }
}

/** Without a name, what the settings name; without those, the built-in rules. */
function filesToCheck(named: readonly string[], { rules }: Config): readonly string[] {
  if (named.length > 0) return named
  if (rules.files.length > 0) return rules.files
  return [join(builtInFolder(), '../../rules/')]
}

async function allRules({ rules }: Config): Promise<{ pack: RulePack; docs: readonly RuleDocs[] }> {
  const builtIn = openBuiltInRules()
  if (rules.files.length === 0) return { pack: builtIn.pack(), docs: builtIn.docs() }
  const { pack, docs } = await compileOwnRules(rules.files, builtIn.pack())
  return { pack, docs: [...builtIn.docs(), ...docs] }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new ScanError('USAGE', 'standard input is not UTF-8 text', { hint: 'give the text with --text', cause })
  }
}
