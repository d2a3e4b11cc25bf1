import type { Confidence, DetectorKind, SecretKind, Severity } from '../model/rule.ts'
import type { TomlPositions } from './toml-positions.ts'

/** The `[provider]` table of a rule file. */
export interface ParsedProvider {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly tags: readonly string[]
}

/** One `[[rules.parts]]` table: another part of the same credential. */
export interface ParsedPart {
  /** Id of the rule that finds it, '' where `name` and `pattern` say what it is. */
  readonly rule: string
  readonly name: string
  readonly pattern: string
  readonly context: readonly string[]
  readonly lines: number
  readonly chars: number
}

/** One `[[rules]]` table: checked field by field, its pattern not looked at yet. */
export interface ParsedRule {
  readonly id: string
  readonly description: string
  readonly detector: DetectorKind
  /** '' where `detector` is not `pattern`. */
  readonly pattern: string
  readonly flags: '' | 'i'
  readonly bounds: 'word' | 'none'
  readonly context: readonly string[]
  readonly contextKeys: readonly string[]
  /** Empty where they are to be derived from the pattern. */
  readonly keywords: readonly string[]
  readonly kind: SecretKind
  readonly severity: Severity
  readonly confidence: Confidence
  readonly checks: readonly string[]
  readonly parts: readonly ParsedPart[]
  readonly impact: string
  readonly remedy: string
  readonly revokeUrl: string
  readonly references: readonly string[]
  readonly mock: string
  readonly positive: readonly string[]
  readonly negative: readonly string[]
  /** Where the rule stands in the file's tables: `rules[2]`. */
  readonly path: string
}

/** A rule file whose fields are sound. */
export interface ParsedRuleFile {
  readonly file: string
  readonly provider: ParsedProvider
  readonly rules: readonly ParsedRule[]
  readonly positions: TomlPositions
}
