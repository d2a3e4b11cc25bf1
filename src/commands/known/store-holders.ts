import type { Config } from '../../config/config.ts'
import type { Holder } from '../../known/held-values.ts'
import { ScanError } from '../../model/errors.ts'
import type { StoreGate } from '../../secrets/resolve/store-gate.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import { openSecrets } from '../secrets/open-secrets.ts'
import { projectFolder } from '../secrets/project-folder.ts'

/** What the configured stores hold, and what of them may be away and was. */
export interface StoreHolders {
  readonly holders: readonly Holder[]
  readonly notices: readonly string[]
}

/** Where variables are read, and what ends the asking. */
type Asking = Pick<ScanEnvironment, 'env' | 'signal'>

/** What the stores of the settings hold, asked as `keywarden secrets` verbs ask them. */
export async function configuredHolders(config: Config, asking: Asking): Promise<StoreHolders> {
  return storeHolders(await configuredGates(config, asking))
}

async function configuredGates(config: Config, { env, signal }: Asking): Promise<readonly StoreGate[]> {
  const { gates } = await openSecrets({
    folder: projectFolder(config.cwd, config.root),
    env,
    environment: { name: null, saidBy: '--env' },
    settings: config.secrets,
    mode: 'online',
    stores: null,
    now: () => 0, // each store is asked once
    signal,
  })
  if (gates.length > 0) return gates
  throw new ScanError('CONFIG_INVALID', '--known-stores is given, and no store is named', {
    hint: 'name one under [[secrets.stores]] in keywarden.toml, or by KEY_VAULT_URI or AWS_SECRET_NAME',
  })
}

/** Reads every current value of the stores. One that cannot be asked is a failure, as its values would pass unseen. */
async function storeHolders(gates: readonly StoreGate[]): Promise<StoreHolders> {
  const holders: Holder[] = []
  const notices: string[] = []
  for (const gate of gates) {
    try {
      const pairs = [...(await gate.everything())].map(([key, { value }]) => ({ key, value: value.reveal() }))
      holders.push({ origin: gate.label, pairs })
    } catch (error) {
      if (!gate.isOptional || !(error instanceof ScanError)) throw error
      notices.push(`${error.message}: its values are not sought`)
    }
  }
  return { holders, notices }
}
