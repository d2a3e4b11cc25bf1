/** How bad it is if the secret is live, from least to worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

/** How sure it is that a match is a secret, from least to most. */
export const CONFIDENCES = ['low', 'medium', 'high', 'certain'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/**
 * What the secret is made of: `token` is issued by a machine and cannot be guessed, `password` may be of a
 * person's own making (so its hash must be slow), `key` is key material of several lines.
 */
export const SECRET_KINDS = ['token', 'password', 'key'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Which part of the engine finds the rule's matches: a regular expression of its own, or a named detector. `known` finds values that this machine holds. */
export const DETECTOR_KINDS = ['pattern', 'assignment', 'entropy', 'known'] as const
export type DetectorKind = (typeof DETECTOR_KINDS)[number]

/** From this specificity on a rule's pattern holds a literal of its own, of three characters or more. */
export const OWN_LITERAL = 2000

/** Another part of the same credential, such as the id beside a secret, and how near it has to stand. */
export interface RulePart {
  /** Rule that finds it; '' where it has an expression of its own. */
  readonly rule: string
  /** What it is; '' where the rule says it. */
  readonly name: string
  /** Expression as that of a rule, '' where a rule finds it. */
  readonly source: string
  readonly lines: number
  readonly chars: number
}

/** What stands round a keyword in a match. */
export interface RuleAnchor {
  readonly keyword: string
  /** What begins so many characters before the keyword: the match itself, or a part of it. */
  readonly begins: 'match' | 'part'
  readonly offset: number
  /** What the first characters of the match or part can be, each the inside of a character class: `a-z`. */
  readonly head: readonly string[]
}

/** All that the hot path needs of a rule: plain data, written at build time, read when a candidate survives. */
export interface CompiledRule {
  readonly id: string
  readonly provider: string
  readonly detector: DetectorKind
  /** JavaScript regular expression over bytes as Latin-1, with a named group `secret`; '' where detector is not `pattern`. */
  readonly source: string
  readonly flags: string
  /** Lower-case ASCII literals, one of which stands in every match (letter case apart). */
  readonly keywords: readonly string[]
  /** Every match has one of these; empty where nothing is known of what stands round its keyword. */
  readonly anchors: readonly RuleAnchor[]
  /** Length of the run of `[A-Za-z0-9+/=_-]` that every match holds at the least. */
  readonly leastRun: number
  /** Longest possible match in bytes, look-behind and look-ahead included. */
  readonly maxLength: number
  readonly checks: readonly string[]
  readonly severity: Severity
  readonly confidence: Confidence
  readonly kind: SecretKind
  /** Literal start of the secret that may be shown, such as `ghp_`; '' where there is none. */
  readonly shownPrefix: string
  /** Of two overlapping matches the one with the higher specificity stands. */
  readonly specificity: number
  readonly description: string
  /** Present where the secret is one part of several. */
  readonly parts?: readonly RulePart[]
}

/** What a person needs to know of a rule; loaded only by what shows it. */
export interface RuleDocs {
  readonly id: string
  readonly provider: string
  readonly providerName: string
  readonly description: string
  /** What somebody who holds the secret can do. */
  readonly impact: string
  /** How to revoke or rotate it, one sentence. */
  readonly remedy: string
  /** Page where it is revoked or rotated; '' where there is none. */
  readonly revokeUrl: string
  readonly references: readonly string[]
  readonly tags: readonly string[]
  /** Mock template, see rules/README.md. */
  readonly mock: string
  readonly positive: readonly string[]
  readonly negative: readonly string[]
}

/** A set of compiled rules and the digest that names it in caches. */
export interface RulePack {
  readonly digest: string
  readonly rules: readonly CompiledRule[]
}

/** True where `severity` is as bad as `floor` or worse. */
export function isAtLeastSeverity(severity: Severity, floor: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor)
}

/** True where `confidence` is as sure as `floor` or surer. */
export function isAtLeastConfidence(confidence: Confidence, floor: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(floor)
}
