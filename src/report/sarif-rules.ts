import type { ReportingDescriptor } from 'sarif'
import type { Finding, Violation } from '../model/finding.ts'
import { type Confidence, isAtLeastConfidence, type RuleDocs, type Severity } from '../model/rule.ts'
import { messageText } from './sarif-message.ts'

/** GitHub refuses a rule with more. */
const MOST_TAGS = 20

export const SARIF_LEVELS = {
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
} as const satisfies Record<Severity, string>

// GitHub: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, below that low.
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  low: '2.0',
  medium: '5.5',
  high: '8.0',
  critical: '9.5',
}

const PRECISIONS: Readonly<Record<Confidence, string>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  certain: 'very-high',
}

/** Metadata of the rules that `findings` are of, by id, once each. */
export function findingRules(
  findings: readonly Finding[],
  docs: ReadonlyMap<string, RuleDocs>,
): readonly ReportingDescriptor[] {
  const surest = new Map<string, Finding>()
  for (const finding of findings) {
    const known = surest.get(finding.ruleId)
    if (!known || !isAtLeastConfidence(known.confidence, finding.confidence)) surest.set(finding.ruleId, finding)
  }
  return Array.from(surest.values(), (finding) => findingRule(finding, docs.get(finding.ruleId)))
}

/** Metadata of the policies that `violations` breach, by id, once each. */
export function policyRules(violations: readonly Violation[]): readonly ReportingDescriptor[] {
  const byId = new Map(violations.map((violation) => [violation.policyId, violation]))
  return Array.from(byId.values(), (violation) => ({
    id: policyRuleId(violation.policyId),
    name: pascalCase(`policy ${violation.policyId}`),
    shortDescription: messageText(`Policy ${violation.policyId}`),
    fullDescription: messageText(`The repository breaks the policy ${violation.policyId} for files that hold secrets.`),
    help: messageText(violation.remedy || violation.message),
    defaultConfiguration: { level: SARIF_LEVELS[violation.severity] },
    properties: propertiesOf(violation.severity, ['security', 'policy']),
  }))
}

/** Id of a policy in the name space that it shares with the rules for secrets. */
export function policyRuleId(policyId: string): string {
  return `policy/${policyId}`
}

function findingRule(finding: Finding, docs: RuleDocs | undefined): ReportingDescriptor {
  const description = docs?.description || finding.message
  const tags = ['security', 'secret', ...(docs?.tags ?? [])]
  const precision = PRECISIONS[finding.confidence]
  return {
    id: finding.ruleId,
    name: pascalCase(finding.ruleId),
    shortDescription: messageText(description),
    fullDescription: messageText([description, docs?.impact ?? ''].filter((part) => part !== '').join('. ')),
    help: helpOf(finding, docs),
    ...(isUrl(docs?.revokeUrl) ? { helpUri: docs?.revokeUrl ?? '' } : {}),
    defaultConfiguration: { level: SARIF_LEVELS[finding.severity] },
    properties: { ...propertiesOf(finding.severity, tags), precision },
  }
}

function propertiesOf(severity: Severity, tags: readonly string[]) {
  return { tags: [...new Set(tags)].slice(0, MOST_TAGS), 'security-severity': SECURITY_SEVERITIES[severity] }
}

function helpOf(finding: Finding, docs: RuleDocs | undefined) {
  const remedy = docs?.remedy || `Revoke it where it was issued (${finding.provider}).`
  const links = [docs?.revokeUrl, ...(docs?.references ?? [])].filter(isUrl)
  const impact = docs?.impact || 'Whoever holds the secret can act in the name of its owner.'
  const inHistory = 'Taking the secret out of the file does not take it out of the history of the repository.'
  const text = [impact, remedy, inHistory, ...links].join('\n')
  const list = links.map((link) => `- <${link}>`).join('\n')
  const markdown =
    `**What somebody who holds it can do.** ${impact}\n\n**What to do.** ${remedy} ${inHistory}\n\n${list}`.trimEnd()
  return { text: messageText(text).text, markdown: messageText(markdown).text }
}

/** SARIF takes only URIs where it expects one, and a rule file may hold anything. */
function isUrl(text: string | undefined): text is string {
  return text !== undefined && /^https:\/\/[\w.-]+(?:\/[\w./~%?&=#:-]*)?$/.test(text) && URL.canParse(text)
}

/** `github-pat` as `GithubPat`, the form that SARIF viewers expect of a name. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase())
}
