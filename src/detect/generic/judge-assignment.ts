import type { Confidence } from '../../model/rule.ts'
import type { Assignment } from './assignment.ts'
import { shannonEntropy } from './entropy.ts'

/** Which generic rule an assignment falls under, and how sure that is. */
export interface AssignmentVerdict {
  readonly ruleId: 'generic-password' | 'generic-secret'
  readonly confidence: Confidence
  readonly reasons: readonly string[]
}

const PASSWORD_KEY =
  /pass(?:word|wd|phrase|code)?$|pwd$|pass(?:word|wd|phrase)?[_.-]?(?:default|root|admin|db|prod|\d{1,2})$/i
const SECRET_KEY =
  /(?:secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|auth[_.-]?key|encryption[_.-]?key|signing[_.-]?key|master[_.-]?key|credentials?|auth)(?:[_.-]?(?:value|string|base|key|id))?$/i
/** Names that hold a word of a secret and are none. */
const HARMLESS_KEY =
  /public|foreign|primary|partition|sort[_.-]?key|cache|tokeniz|max[_.-]?tokens?|token[_.-]?(?:type|count|limit|url|uri|name|endpoint|expir)|pass(?:ed|es|ing|through|ive|port)|author|keyboard|keyword|monkey|key[_.-]?(?:name|code|type|path|id|up|down|press)|pwd[_.-]?dir|csrf|secret[_.-]?name|placeholder|label|field|error|message|regex|pattern/i
/** A lookup, a template or a call, not a literal. */
const NOT_LITERAL =
  /[$%#]\{|\{\{|\$\(|<%|^[$%][A-Za-z_]|^<[^>]*>$|^\[.*\]$|process\.env|os\.environ|getenv|^(?:this|self|config|options|props|env|args|params|req|ctx|secrets?|var|local|data|module)\.|\($|\(\)|^\*+$|^x+$|^\.{2,}$|^%[sdv]$|^:[a-z_]+$|^@/i
const HARMLESS_VALUE =
  /^(?:true|false|null|none|nil|undefined|yes|no|on|off|string|str|text|password|passwd|pass|secret|token|bearer|basic|required|optional|default|auto|enabled|disabled|hidden|unknown|todo|tbd|n\/a|admin|root|user|username|test|testing|example|changeme|change[-_]?me|empty|void|number|boolean|object|function|any|json|utf-?8|hex|base64|env)$/i

/** Judges a name and its value by what both look like; null where it is no secret by its form. */
export function judgeAssignment({ key, value, isQuoted }: Assignment): AssignmentVerdict | null {
  if (NOT_LITERAL.test(value) || HARMLESS_VALUE.test(value) || HARMLESS_KEY.test(key)) return null
  if (value.toLowerCase() === lastWord(key)) return null
  const form = isQuoted ? 'quoted literal' : 'value'
  if (PASSWORD_KEY.test(key)) return judgePassword(key, value, form)
  return SECRET_KEY.test(key) ? judgeToken(key, value, form) : null
}

function judgePassword(key: string, value: string, form: string): AssignmentVerdict | null {
  const classes = characterClasses(value)
  if (value.length < 6 || /\s/.test(value) || isIdentifierLike(value)) return null
  const confidence = classes >= 2 ? 'medium' : 'low'
  return verdict('generic-password', confidence, key, value, form)
}

function judgeToken(key: string, value: string, form: string): AssignmentVerdict | null {
  if (value.length < 12 || !/^[\x21-\x7e]+$/.test(value) || isIdentifierLike(value)) return null
  if (/^(?:https?:|\.{0,2}\/|[a-z]+:\/\/)/i.test(value) || !/\d/.test(value)) return null
  const confidence = shannonEntropy(value) >= 3 && characterClasses(value) >= 2 ? 'medium' : 'low'
  return verdict('generic-secret', confidence, key, value, form)
}

function verdict(
  ruleId: AssignmentVerdict['ruleId'],
  confidence: Confidence,
  key: string,
  value: string,
  form: string,
): AssignmentVerdict {
  const classes = characterClasses(value)
  const reason = `${form} under \`${key}\`; ${value.length} characters of ${classes} ${classes === 1 ? 'class' : 'classes'}`
  return { ruleId, confidence, reasons: [reason] }
}

/** Words joined as in code: `getPassword`, `db.password`, `my-secret-name`, `SOME_CONSTANT`. */
function isIdentifierLike(value: string): boolean {
  return /^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Za-z]+(?:[._-][A-Za-z]+)+$|^[A-Z]+(?:_[A-Z]+)*$/.test(value)
}

function characterClasses(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length
}

function lastWord(key: string): string {
  return key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('-'), key.lastIndexOf('_')) + 1).toLowerCase()
}
