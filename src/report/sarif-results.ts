import type { PhysicalLocation, Result, Suppression as SarifSuppression } from 'sarif'
import type { Finding, Suppression, Violation } from '../model/finding.ts'
import { exposureRecord } from './records.ts'
import { messageText } from './sarif-message.ts'
import { policyRuleId, SARIF_LEVELS } from './sarif-rules.ts'
import { sarifUri } from './sarif-uri.ts'

/** A finding as a SARIF result, without the lines round it. */
export function findingResult(finding: Finding): Result {
  const { startLine, startColumn, endLine, endColumn } = finding
  const why = finding.reasons.length === 0 ? '' : `: ${finding.reasons.join('; ')}`
  return {
    ruleId: finding.ruleId,
    level: SARIF_LEVELS[finding.severity],
    message: messageText(`${finding.message} (${finding.redacted}), confidence ${finding.confidence}${why}`),
    locations: [
      { physicalLocation: { ...fileLocation(finding.path), region: { startLine, startColumn, endLine, endColumn } } },
    ],
    // Never GitHub's own `primaryLocationLineHash`: it computes that itself, and a line in it brings dismissed alerts back.
    ...(finding.fingerprint !== '' && { partialFingerprints: { 'keywardenSecret/v1': finding.fingerprint } }),
    properties: {
      provider: finding.provider,
      severity: finding.severity,
      confidence: finding.confidence,
      ...(finding.commit === null ? {} : { commit: finding.commit }),
      ...(finding.exposure === null ? {} : { exposure: exposureRecord(finding.exposure) }),
    },
  }
}

/** An accepted finding as a SARIF result that says by whom. */
export function suppressedResult({ finding, kind, reason, source }: Suppression): Result {
  const suppression: SarifSuppression = {
    kind: kind === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === '' ? {} : { justification: messageText(reason).text }),
    properties: { acceptedBy: kind, source: messageText(source).text },
  }
  return { ...findingResult(finding), suppressions: [suppression] }
}

/** A policy violation as a SARIF result. */
export function violationResult(violation: Violation): Result {
  const region = violation.line === null ? {} : { region: { startLine: violation.line } }
  return {
    ruleId: policyRuleId(violation.policyId),
    level: SARIF_LEVELS[violation.severity],
    message: messageText([violation.message, violation.remedy].filter((part) => part !== '').join('\n')),
    locations: [{ physicalLocation: { ...fileLocation(violation.path), ...region } }],
    partialFingerprints: { 'keywardenPolicy/v1': `${violation.policyId}:${sarifUri(violation.path)}` },
    properties: { severity: violation.severity },
  }
}

/** Where a file lies, as a URI below the root of the repository. */
export function fileLocation(path: string): PhysicalLocation {
  return { artifactLocation: { uri: sarifUri(path), uriBaseId: '%SRCROOT%' } }
}
