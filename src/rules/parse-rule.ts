import { DETECTOR_KINDS, type DetectorKind, SEVERITIES } from '../model/rule.ts'
import { parseParts } from './parse-parts.ts'
import { isHttpsUrl, isKebabCase } from './parse-provider.ts'
import type { ParsedProvider, ParsedRule } from './parsed-rule.ts'
import { type ReportProblem, TableReader } from './table-reader.ts'

const LEAST_POSITIVE = 2
const LEAST_NEGATIVE = 3
const LEAST_WORD_LENGTH = 3
const LONGEST_PATTERN = 2000

/** What a rule's table stands in. */
export interface RuleSurroundings {
  readonly path: string
  readonly provider: ParsedProvider
  readonly report: ReportProblem
}

/** Rules of ours that are about no provider: `known-value`. */
const OWN_PROVIDER = 'keywarden'

/** Reads one `[[rules]]` table; each field that is wrong is reported, so the result counts only where nothing was. */
export function parseRule(table: unknown, surroundings: RuleSurroundings): ParsedRule {
  const { path, provider, report } = surroundings
  const reader = new TableReader(table, path, report)
  const rule = {
    path,
    id: readId(reader, provider),
    description: reader.text('description'),
    ...readPattern(reader),
    kind: reader.optionalChoice('kind', ['token', 'password', 'key']),
    severity: reader.choice('severity', SEVERITIES),
    confidence: reader.choice('confidence', ['low', 'medium', 'high']),
    checks: readChecks(reader),
    parts: parseParts(reader.raw('parts'), `${path}.parts`, report),
    impact: reader.text('impact'),
    remedy: reader.text('remedy'),
    revokeUrl: readRevokeUrl(reader),
    references: readReferences(reader),
    ...readExamples(reader, surroundings),
  }
  reader.reportUnknown()
  return rule
}

function readId(reader: TableReader, provider: ParsedProvider): string {
  const id = reader.text('id')
  if (id !== '' && !isKebabCase(id)) reader.reportAt('id', 'rule id is not kebab-case', 'such as acme-api-key')
  const isOwn = provider.id === OWN_PROVIDER
  if (!isOwn && id !== provider.id && !id.startsWith(`${provider.id}-`)) {
    reader.reportAt('id', `rule id does not begin with the provider's`, `name it ${provider.id}-…`)
  }
  return id
}

type PatternFields = Pick<
  ParsedRule,
  'detector' | 'pattern' | 'flags' | 'bounds' | 'context' | 'contextKeys' | 'keywords'
>

function readPattern(reader: TableReader): PatternFields {
  const detector = readDetector(reader)
  if (detector !== 'pattern') {
    for (const key of ['pattern', 'keywords', 'flags', 'bounds', 'context', 'context_keys']) {
      if (reader.has(key)) reader.reportAt(key, `${key} means nothing beside detector`, `drop ${key} or detector`)
    }
    return { detector, pattern: '', flags: '', bounds: 'word', context: [], contextKeys: [], keywords: [] }
  }
  const context = readWords(reader, 'context')
  const contextKeys = readWords(reader, 'context_keys')
  if (contextKeys.length > 0 && context.length === 0) {
    reader.reportAt('context_keys', 'context_keys without context', 'name the words under context')
  }
  return {
    detector,
    pattern: readExpression(reader),
    flags: reader.optionalChoice('flags', ['', 'i']),
    bounds: reader.optionalChoice('bounds', ['word', 'none']),
    context,
    contextKeys,
    keywords: readKeywords(reader),
  }
}

function readExpression(reader: TableReader): string {
  const pattern = reader.text('pattern')
  if (pattern.length <= LONGEST_PATTERN) return pattern
  reader.reportAt('pattern', `pattern has more than ${LONGEST_PATTERN} characters`, 'make two rules of it')
  return ''
}

function readDetector(reader: TableReader): DetectorKind {
  if (!reader.has('detector')) return 'pattern'
  const [, ...named] = DETECTOR_KINDS
  return reader.choice('detector', named)
}

function readKeywords(reader: TableReader): readonly string[] {
  const keywords = reader.texts('keywords', reader.has('keywords') ? 1 : 0)
  keywords.forEach((keyword, index) => {
    const key = `keywords[${index}]`
    if (!/^[\x20-\x7e]+$/.test(keyword)) reader.reportAt(key, 'keyword is not printable ASCII', '')
    else if (keyword.length < LEAST_WORD_LENGTH) {
      reader.reportAt(key, `keyword has less than ${LEAST_WORD_LENGTH} characters`, 'a longer one is rarer')
    }
  })
  return [...new Set(keywords.map((keyword) => keyword.toLowerCase()))]
}

/** Words of letters and digits, parts of which may be joined by a blank, dot, hyphen or underscore. */
function readWords(reader: TableReader, key: 'context' | 'context_keys'): readonly string[] {
  const words = reader.texts(key, reader.has(key) ? 1 : 0)
  const least = key === 'context' ? LEAST_WORD_LENGTH : 2
  words.forEach((word, index) => {
    const isWord = /^[a-zA-Z0-9]+(?:[ ._-][a-zA-Z0-9]+)*$/.test(word)
    if (!isWord) reader.reportAt(`${key}[${index}]`, 'not a word of letters and digits', 'such as acme')
    else if (word.length < least) {
      reader.reportAt(`${key}[${index}]`, `word has less than ${least} characters`, 'a longer one is rarer')
    }
  })
  return [...new Set(words.map((word) => word.toLowerCase()))]
}

function readChecks(reader: TableReader): readonly string[] {
  const checks = reader.texts('checks', 0)
  checks.forEach((check, index) => {
    if (!isKebabCase(check)) reader.reportAt(`checks[${index}]`, 'name of a check is not kebab-case', '')
    else if (checks.indexOf(check) < index) reader.reportAt(`checks[${index}]`, `check ${check} is named twice`, '')
  })
  return checks
}

function readRevokeUrl(reader: TableReader): string {
  const url = reader.optionalText('revoke_url')
  if (url !== '' && !isHttpsUrl(url)) reader.reportAt('revoke_url', 'revoke_url is not an https URL', '')
  return url
}

function readReferences(reader: TableReader): readonly string[] {
  const references = reader.texts('references', 1)
  references.forEach((url, index) => {
    if (!isHttpsUrl(url)) reader.reportAt(`references[${index}]`, 'reference is not an https URL', '')
  })
  return references
}

type ExampleFields = Pick<ParsedRule, 'mock' | 'positive' | 'negative'>

function readExamples(reader: TableReader, { path, report }: RuleSurroundings): ExampleFields {
  const isOptional = reader.has('detector')
  const mock = isOptional ? reader.optionalText('mock') : reader.text('mock')
  if (isOptional && !reader.has('examples')) return { mock, positive: [], negative: [] }
  const examples = new TableReader(reader.raw('examples'), `${path}.examples`, report)
  const positive = examples.texts('positive', isOptional ? 0 : LEAST_POSITIVE)
  const negative = examples.texts('negative', isOptional ? 0 : LEAST_NEGATIVE)
  examples.reportUnknown()
  return { mock, positive, negative }
}
