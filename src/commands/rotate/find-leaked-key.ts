import type { Config } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { Secret } from '../../model/secret.ts'
import { emptyBaseline } from '../../triage/baseline.ts'
import { createFingerprinter, DEFAULT_KEY } from '../../triage/fingerprint.ts'
import { findEverything } from '../baseline/find-everything.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'

/** Values by key, and what keeps them, for errors. */
export interface SearchedValues {
  readonly label: string
  readonly values: ReadonlyMap<string, Secret>
}

/** The key whose value a scan has found. */
export interface LeakedKey {
  readonly key: string
  readonly value: Secret
  readonly finding: Finding
}

/** The key whose current value is the secret of a finding: values are compared by their fingerprints under the finding's rule. */
export async function findLeakedKey(
  fingerprint: string,
  { label, values }: SearchedValues,
  { config, environment }: { readonly config: Config; readonly environment: ScanEnvironment },
): Promise<LeakedKey> {
  const baseline = (await readBaseline(config.root, config.baseline)) ?? emptyBaseline(DEFAULT_KEY)
  const finding = (await findEverything(config, environment, baseline)).find((one) => one.fingerprint === fingerprint)
  if (finding === undefined) {
    throw new ScanError('USAGE', 'no finding has this fingerprint', {
      hint: 'copy it from a report that is newer than the baseline, whose key is part of every fingerprint',
    })
  }
  const fingerprinter = createFingerprinter(baseline.key)
  const rule = { id: finding.ruleId, kind: finding.kind }
  for (const [key, value] of values) {
    if ((await fingerprinter.fingerprint(rule, value)) === fingerprint) return { key, value, finding }
  }
  throw new ScanError('USAGE', `no key of ${label} has the secret of this finding as its value`, {
    hint: 'name another place with --store; if nothing holds it, revoke it where it was issued and accept it with keywarden baseline add',
  })
}
