import type { CompiledRule } from '../model/rule.ts'
import type { Directive } from './find-directives.ts'

/** A directive with its words understood. */
export interface AllowComment {
  readonly directive: Directive
  /** The rules named, in one spelling, to compare an opening comment with a closing one; '' where none is. */
  readonly names: string
  /** The reason given, '' where none was. */
  readonly reason: string
  /** Why it accepts nothing, a clause to show; null where it is sound. */
  readonly flaw: string | null
  covers(rule: CompiledRule): boolean
}

const MAX_REASON = 200
/** Ends of comments and template tags: what follows them on the line is code again. */
const COMMENT_END = /\*\/|--+>|%>|#\}|\}\}/
/** A comment that is a string in JSON leaves its quote and what closes the line. */
const STRING_END = /["'`][\s)\]},;]*$/
const RULE_IDS = /^[ \t]+([^\s,]+(?:,[^\s,]+)*)/
const NEXT_RULE_ID = /^,[ \t]+([\w-]+)/

/** Reads what a directive names: rules and a reason in our own, rules and a remark in secretlint's, nothing in the others. */
export function readComment(directive: Directive, knownRules: ReadonlySet<string>): AllowComment {
  switch (directive.dialect) {
    case 'keywarden':
      return readOwn(directive, knownRules)
    case 'secretlint':
      return readSecretlint(directive)
    case 'other':
      return { directive, names: '', reason: '', flaw: null, covers: () => true }
  }
}

function readOwn(directive: Directive, knownRules: ReadonlySet<string>): AllowComment {
  const { ids, rest } = splitRuleIds(directive.tail, knownRules)
  const reason = cleanReason(rest)
  const flaw = flawOf(ids, reason, knownRules)
  return { directive, names: ids.join(), reason, flaw, covers: (rule) => ids.includes(rule.id) }
}

/** `github-pat,aws-key, npm-token used in docs` → three ids and the rest: after a comma and a space only a known id is an id. */
function splitRuleIds(tail: string, knownRules: ReadonlySet<string>): { ids: string[]; rest: string } {
  const first = RULE_IDS.exec(tail)
  if (!first) return { ids: [], rest: tail }
  const ids = (first[1] ?? '').replace(/:$/, '').split(',')
  let rest = tail.slice(first[0].length)
  for (;;) {
    const next = NEXT_RULE_ID.exec(rest)
    if (!next || !knownRules.has(next[1] ?? '')) return { ids, rest }
    ids.push(next[1] ?? '')
    rest = rest.slice(next[0].length)
  }
}

/** Does not repeat the words: somebody may have put the secret there. */
function flawOf(ids: readonly string[], reason: string, knownRules: ReadonlySet<string>): string | null {
  if (ids.length === 0 || COMMENT_END.test(ids[0] ?? '')) return 'names no rule'
  if (ids.includes('*')) return 'does not take * for a rule; name the rules that it accepts'
  if (!ids.every((id) => knownRules.has(id))) return 'names a rule that does not exist'
  return /[\p{L}\p{N}]/u.test(reason) ? null : 'gives no reason'
}

function cleanReason(tail: string): string {
  const comment = tail.split(COMMENT_END, 1)[0] ?? ''
  const text = Buffer.from(comment, 'latin1')
    .toString()
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
  return text
    .replace(STRING_END, '')
    .replace(/^[-:,–—\s]+/, '')
    .trim()
    .slice(0, MAX_REASON)
}

function readSecretlint(directive: Directive): AllowComment {
  const [names = '', ...remark] = (directive.tail.split(COMMENT_END, 1)[0] ?? '').split(/(?<=\s)--\s/)
  const rules = names
    .split(/[\s,"'`;]+/)
    .filter((name) => /\w/.test(name))
    .map(shortName)
  const covers = (rule: CompiledRule) => rules.length === 0 || rules.some((name) => isSecretlintName(name, rule))
  return { directive, names: rules.join(), reason: cleanReason(remark.join(' ')), flaw: null, covers }
}

/** `@secretlint/secretlint-rule-github` → `github` */
function shortName(rule: string): string {
  return bare(rule.replace(/^.*secretlint-rule-/, ''))
}

/** True where secretlint's rule is for the same provider; a preset is for all, `privatekey` for key material. */
function isSecretlintName(name: string, rule: CompiledRule): boolean {
  if (name.startsWith('preset')) return true
  return name === 'privatekey' ? rule.kind === 'key' : name === bare(rule.provider)
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
