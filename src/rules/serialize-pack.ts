import type { RuleDocs, RulePack } from '../model/rule.ts'

/** The built-in rules as the files that are published: what the engine reads, and what only people read. */
export interface PackFiles {
  readonly 'rules.json': string
  readonly 'rule-docs.json': string
}

/** Texts of the files that hold the pack. */
export function serializePack(pack: RulePack, docs: readonly RuleDocs[]): PackFiles {
  return { 'rules.json': `${JSON.stringify(pack)}\n`, 'rule-docs.json': `${JSON.stringify(docs)}\n` }
}
