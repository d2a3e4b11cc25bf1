import fc from 'fast-check'
import type { Change } from '../../src/model/blob.ts'
import type { Match } from '../../src/model/match.ts'
import type { CompiledRule, SecretKind } from '../../src/model/rule.ts'
import type { AllowListEntry } from '../../src/triage/allow-list.ts'
import type { BaselineEntry } from '../../src/triage/baseline.ts'
import { type InlineReading, type JudgedMatch } from '../../src/triage/inline-allow.ts'
export declare const RULE_IDS: ReadonlySet<string>
/** Any UTF-16 code units, lone surrogates included. */
export declare const anyText: fc.Arbitrary<string>
/** A value that no scanner takes for a secret in this file and no word list knows. */
export declare function fakeToken(seed: string): string
export declare function rule(id?: string, kind?: SecretKind): CompiledRule
/** A match of every place at which `value` stands in `text`, with the excerpt masked as the detector owes it. */
export declare function matchesIn(text: string, value: string, of?: CompiledRule): Match[]
export declare function matchAt(text: string, at: number, value: string, of?: CompiledRule): Match
export declare function reading(text: string, matches: readonly Match[], linesBefore?: number): InlineReading
export declare function judged(match: Match, isAccepted?: 'accepted' | 'open'): JudgedMatch
export declare function change(path: string, commit?: string | null): Change
export declare function allowEntry(parts: Partial<AllowListEntry>): AllowListEntry
export declare function baselineEntry(parts: Partial<BaselineEntry>): BaselineEntry
