import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import { Secret } from '../../model/secret.ts'
import { envFileNames } from '../../secrets/resolve/env-file-names.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import { emptyBaseline } from '../../triage/baseline.ts'
import { createFingerprinter, DEFAULT_KEY } from '../../triage/fingerprint.ts'
import { findEverything } from '../baseline/find-everything.ts'
import { readBaseline } from '../scan/read-baseline.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import { projectFolder } from '../secrets/project-folder.ts'
import { readSmall } from './read-small.ts'

/** The key whose value a scan has found, and the finding. */
export interface LeakedKey {
  readonly key: string
  readonly finding: Finding
}

interface World {
  readonly config: Config
  readonly environment: ScanEnvironment
}

/**
 * The key of the store, or of a .env file, whose current value is the secret of a finding. Values are compared by their
 * fingerprints under the finding's rule.
 */
export async function findLeakedKey(fingerprint: string, store: SecretStore, world: World): Promise<LeakedKey> {
  const { config, environment } = world
  const baseline = (await readBaseline(config.root, config.baseline)) ?? emptyBaseline(DEFAULT_KEY)
  const finding = (await findEverything(config, environment, baseline)).find((one) => one.fingerprint === fingerprint)
  if (finding === undefined) {
    throw new ScanError('USAGE', 'no finding has this fingerprint', {
      hint: 'copy it from a report that is newer than the baseline, whose key is part of every fingerprint',
    })
  }
  const fingerprinter = createFingerprinter(baseline.key)
  const rule = { id: finding.ruleId, kind: finding.kind }
  const isIt = async (value: Secret) => (await fingerprinter.fingerprint(rule, value)) === fingerprint
  const inStore = await keyAmong(await storedValues(store), isIt)
  if (inStore !== null) return { key: inStore, finding }
  const inFile = await keyAmong(await fileValues(world), isIt)
  throw new ScanError('USAGE', `${store.label} has no key whose value is the secret of this finding`, {
    hint:
      inFile === null
        ? 'revoke it where it was issued, then accept it with keywarden baseline add'
        : `it is the value of ${inFile} in a .env file: add --store env-file`,
  })
}

async function keyAmong(
  values: ReadonlyMap<string, Secret>,
  isIt: (value: Secret) => Promise<boolean>,
): Promise<string | null> {
  for (const [key, value] of values) if (await isIt(value)) return key
  return null
}

async function storedValues(store: SecretStore): Promise<ReadonlyMap<string, Secret>> {
  const keys = (await store.list()).map(({ key }) => key)
  return new Map([...(await store.readMany(keys))].map(([key, { value }]) => [key, value]))
}

async function fileValues({ config }: World): Promise<ReadonlyMap<string, Secret>> {
  const folder = projectFolder(config.cwd, config.root)
  const values = new Map<string, Secret>()
  for (const name of envFileNames({ name: '', saidBy: '' })) {
    for (const [key, { value }] of effectiveEntries((await readSmall(join(folder, name))) ?? '')) {
      if (!values.has(key) && value !== '') values.set(key, new Secret(value))
    }
  }
  return values
}
