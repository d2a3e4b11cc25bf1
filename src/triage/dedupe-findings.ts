import type { Finding } from '../model/finding.ts'

/**
 * Keeps of each secret at a path what its first commit brought: later commits that bring it again are the same finding.
 * Takes findings oldest first. The same place twice, as where two segments of a file overlap, is one finding too.
 */
export function dedupeFindings(findings: readonly Finding[]): readonly Finding[] {
  const firstCommit = new Map<string, string | null>()
  const places = new Set<string>()
  return findings.filter((finding) => {
    const secret = `${finding.ruleId}\0${finding.fingerprint}\0${finding.path}`
    const first = firstCommit.get(secret)
    if (first === undefined) firstCommit.set(secret, finding.commit)
    else if (first !== finding.commit) return false
    const place = `${secret}\0${finding.startLine}:${finding.startColumn}`
    if (places.has(place)) return false
    places.add(place)
    return true
  })
}
