import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { ScanError } from '../../model/errors.ts'
import type { RotationRequest } from '../../secrets/rotate/rotate-secret.ts'
import type { RotationRecord } from '../../secrets/rotate/rotation.ts'
import { ANYWHERE, addEntries, type Baseline, emptyBaseline } from '../../triage/baseline.ts'
import { createFingerprinter, newRepositoryKey } from '../../triage/fingerprint.ts'
import { formatBaseline } from '../../triage/format-baseline.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import type { LeakedKey } from './find-leaked-key.ts'

type BaselineFile = Pick<Config, 'root' | 'baseline'>

/**
 * The finding as the baseline will name it. A repository without a baseline gets an empty one, whose key is part of the
 * name: once the value is rotated nobody could tell it.
 */
export async function nameFinding(
  { finding, value }: LeakedKey,
  file: BaselineFile,
): Promise<RotationRequest['finding']> {
  const { fingerprint, ruleId: rule } = finding
  const current = await readBaseline(file.root, file.baseline)
  if (current !== null) return { fingerprint, acceptedAs: fingerprint, rule }
  const fresh = emptyBaseline(newRepositoryKey(randomBytes(16)))
  await save(fresh, file)
  const acceptedAs = await createFingerprinter(fresh.key).fingerprint({ id: rule, kind: finding.kind }, value)
  return { fingerprint, acceptedAs, rule }
}

/** Accepts the finding that a rotation answers: its secret is no longer in use, wherever the history holds it. */
export async function recordRotated(record: RotationRecord, file: BaselineFile, today: string): Promise<void> {
  const { key, acceptedAs: fingerprint, findingRule: rule } = record
  if (fingerprint === '') return
  const current = await readBaseline(file.root, file.baseline)
  if (current === null) {
    throw new ScanError('BASELINE_INVALID', `${file.baseline} is gone, so ${key} cannot be recorded as rotated`, {
      hint: 'restore it from git and run the same line again; the rotation itself is done',
    })
  }
  const reason = `${key} was rotated on ${today}`
  await save(addEntries(current, [{ fingerprint, rule, path: ANYWHERE, reason, owner: '', expires: null }]), file)
}

async function save(baseline: Baseline, { root, baseline: file }: BaselineFile): Promise<void> {
  await replaceFile(join(root, file), [formatBaseline(baseline)])
}
