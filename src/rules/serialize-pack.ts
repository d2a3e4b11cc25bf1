import type { RuleDocs, RulePack } from '../model/rule.ts'

/** The built-in rules as the files that are published: what the engine reads, and what only people read. */
export interface PackFiles {
  /** A rule a line, so that each can be read by itself. */
  readonly 'rules.jsonl': string
  readonly 'rule-index.json': string
  readonly 'rule-docs.json': string
}

/** What is known of the rules before any of them is read. */
export interface PackIndex {
  readonly digest: string
  /** Ids of the rules in the order of the lines. */
  readonly ids: readonly string[]
  /** Offset of each rule's line in bytes, and that behind the last one. */
  readonly offsets: readonly number[]
}

/** Texts of the files that hold the pack. */
export function serializePack({ digest, rules }: RulePack, docs: readonly RuleDocs[]): PackFiles {
  const lines = rules.map((rule) => `${JSON.stringify(rule)}\n`)
  let end = 0
  const offsets = [0, ...lines.map((line) => (end += Buffer.byteLength(line)))]
  const index: PackIndex = { digest, ids: rules.map(({ id }) => id), offsets }
  return {
    'rules.jsonl': lines.join(''),
    'rule-index.json': `${JSON.stringify(index)}\n`,
    'rule-docs.json': `${JSON.stringify(docs)}\n`,
  }
}
