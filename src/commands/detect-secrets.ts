import type { Location } from '../model/match.ts'
import type { Confidence, Severity } from '../model/rule.ts'
import type { Secret } from '../model/secret.ts'
import { openDetector } from './scan/open-detector.ts'
import { scanText } from './scan-text.ts'

/** A secret in a text. */
export interface DetectedSecret extends Location {
  readonly ruleId: string
  readonly provider: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly reasons: readonly string[]
  /** Shows itself masked; `reveal()` gives the value. */
  readonly secret: Secret
}

/** Finds secrets in a text, in order; `path` tells what kind of file it is. */
export type DetectSecrets = (text: string, path: string) => readonly DetectedSecret[]

/** A detector with the built-in rules, for programs that have the text at hand. */
export async function createSecretDetector(): Promise<DetectSecrets> {
  const { detector } = await openDetector({ rules: { files: [], disabled: [] }, strictChecksums: false })
  return (text, path) =>
    scanText(detector, text, path).map(({ rule, location, confidence, reasons, secret }) => ({
      ...location,
      ruleId: rule.id,
      provider: rule.provider,
      severity: rule.severity,
      confidence,
      reasons,
      secret,
    }))
}
