import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import type { RotationRecord } from '../../secrets/rotate/rotation.ts'
import { ANYWHERE, addEntries, emptyBaseline } from '../../triage/baseline.ts'
import { DEFAULT_KEY, newRepositoryKey } from '../../triage/fingerprint.ts'
import { formatBaseline } from '../../triage/format-baseline.ts'
import { findEverything } from '../baseline/find-everything.ts'
import { underKey } from '../run-baseline.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'

/** Accepts the finding that a rotation answers: its secret is no longer valid, wherever the history holds it. */
export async function recordRotated(
  { key, finding: fingerprint }: RotationRecord,
  { config, environment }: { readonly config: Config; readonly environment: ScanEnvironment },
): Promise<void> {
  if (fingerprint === '' || config.baseline === '') return
  const current = await readBaseline(config.root, config.baseline)
  const old = current ?? emptyBaseline(DEFAULT_KEY)
  const found = (await findEverything(config, environment, old)).filter((one) => one.fingerprint === fingerprint)
  // a repository without a baseline gets one, with a key of its own, which gives the finding another fingerprint
  const fresh = current ?? emptyBaseline(newRepositoryKey(randomBytes(16)))
  const named = current === null ? underKey(found, await findEverything(config, environment, fresh)) : found
  const reason = `${key} was rotated on ${environment.today}`
  const entries = named.map(({ fingerprint: name, ruleId: rule }) => {
    return { fingerprint: name, rule, path: ANYWHERE, reason, owner: '', expires: null }
  })
  await replaceFile(join(config.root, config.baseline), [formatBaseline(addEntries(fresh, entries))])
}
