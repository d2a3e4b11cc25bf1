import type { NameHint, SecretSite } from '../fix-plan.ts'
import { isPlain, wordsOf } from './variable-words.ts'

const LONGEST = 64
/** Outer names that are taken in to make a plain name telling: `stripe.live.key`. */
const DEPTH = 2

/** Containers whose names say nothing of what is in them. */
const CONTAINERS = new Set(
  'config conf cfg settings options opts module exports self this props state default env process data const'.split(
    ' ',
  ),
)

/** Names that programs and libraries look for, by the beginning of the rule's id. */
const CUSTOMARY: readonly (readonly [id: string, name: string])[] = [
  ['openai-', 'OPENAI_API_KEY'],
  ['github-', 'GITHUB_TOKEN'],
  ['gitlab-', 'GITLAB_TOKEN'],
  ['npm-', 'NPM_TOKEN'],
  ['pypi-', 'PYPI_TOKEN'],
  ['aws-secret-', 'AWS_SECRET_ACCESS_KEY'],
  ['huggingface-', 'HF_TOKEN'],
  ['replicate-', 'REPLICATE_API_TOKEN'],
  ['telegram-', 'TELEGRAM_BOT_TOKEN'],
  ['private-key', 'PRIVATE_KEY'],
  ['url-credentials-database', 'DATABASE_URL'],
  ['url-credentials', 'SERVICE_URL'],
  ['connection-string', 'DATABASE_URL'],
  ['basic-auth', 'AUTHORIZATION'],
  ['curl-', 'AUTHORIZATION'],
  ['jwt', 'JWT'],
]

/** Names for a variable, the best first: of what looks it up already, of what it is assigned to, of what the rule knows. */
export function variableNames(hint: NameHint, { ruleId, isGeneric }: SecretSite): readonly string[] {
  const assigned = assignedName(hint.assigned)
  const ofRule = isGeneric ? '' : ruleName(ruleId)
  const isTelling = assigned !== '' && tells(assigned, hint, isGeneric ? [] : [ruleId, ofRule])
  const ordered = isTelling ? [assigned, hint.form, ofRule] : [hint.form, ofRule, assigned]
  const names = [...new Set([hint.exact, ...ordered].filter(isUsable))]
  return names.length > 0 ? names : ['SECRET']
}

/**
 * True where what the value is assigned to says more than its rule: `MAILGUN_TOKEN`, and not `apiKey` or `stripe`. A name
 * in capitals is meant as it is.
 */
function tells(name: string, { assigned }: NameHint, rule: readonly string[]): boolean {
  const words = wordsOf(name)
  if (words.length < 2 || isPlain(words)) return false
  const known = rule.flatMap(wordsOf).join('')
  return /^[A-Z\d_]+$/.test(assigned.at(-1) ?? '') || !words.every((word) => known.includes(word))
}

/** `PATH` and its like belong to the system: a value there would break the program. */
function isUsable(name: string): boolean {
  const isSystem = /^(?:PATH|HOME|USER|SHELL|PWD|LANG|TERM|TMPDIR|LOGNAME|IFS|NODE_ENV|NODE_OPTIONS|LD_.*|DYLD_.*)$/
  return /^[A-Za-z_]\w*$/.test(name) && !isSystem.test(name)
}

function assignedName(names: readonly string[]): string {
  const telling = names.filter((name) => wordsOf(name).length > 0)
  let words: readonly string[] = wordsOf(telling.at(-1) ?? '')
  for (const outer of telling.slice(-1 - DEPTH, -1).reverse()) {
    if (!isPlain(words)) break
    const more = wordsOf(outer).filter((word) => !CONTAINERS.has(word))
    words = more.join('_') === words.slice(0, more.length).join('_') ? words : [...more, ...words]
  }
  return toName(words)
}

function ruleName(ruleId: string): string {
  const customary = CUSTOMARY.find(([id]) => ruleId.startsWith(id))
  return customary?.[1] ?? toName(wordsOf(ruleId))
}

function toName(words: readonly string[]): string {
  const name = words.join('_').toUpperCase().slice(0, LONGEST).replace(/_+$/, '')
  return /^\d/.test(name) ? `_${name}` : name
}
