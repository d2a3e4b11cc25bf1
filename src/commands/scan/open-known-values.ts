import type { Config, KnownSettings } from '../../config/config.ts'
import type { KnownValue } from '../../known/known-value.ts'
import type { Skip } from '../../model/skip.ts'
import type { OpenedSource } from '../../sources/create-source.ts'
import { findEnvFiles } from '../known/find-env-files.ts'
import type { StoreHolders } from '../known/store-holders.ts'
import type { MakeKnownFinder } from './engine-recipe.ts'
import type { ScanEnvironment } from './scan-environment.ts'

/** The known values of a scan, and what of them could not be read. */
export interface OpenedKnownValues {
  /** Null where nothing is known, or nothing is to be sought. */
  readonly makeFinder: MakeKnownFinder | null
  readonly values: readonly KnownValue[]
  readonly skips: readonly Skip[]
  readonly notices: readonly string[]
}

const NOTHING: OpenedKnownValues = { makeFinder: null, values: [], skips: [], notices: [] }

/**
 * Opens what the flags ask for: without a word, the `.env` files of the work tree for a scan of what is staged. Where
 * there are none, that has cost the listing of some folders, and nothing is loaded.
 */
export async function openKnownValues(
  config: Config,
  { root, repository }: Pick<OpenedSource, 'root' | 'repository'>,
  environment: Pick<ScanEnvironment, 'env' | 'signal'>,
): Promise<OpenedKnownValues> {
  const settings = config.known ?? DEFAULTS[config.source.kind === 'staged' ? 'staged' : 'other']
  const hasFiles = settings.envFiles === 'sought' && repository?.hasWorkTree !== false
  const folders = [...new Set([root, config.root, config.cwd])]
  const files = hasFiles ? findEnvFiles(folders) : []
  const stored = await readStores(settings, config, environment)
  if (files.length === 0 && settings.environment === 'off' && stored.holders.length === 0) {
    return { ...NOTHING, notices: stored.notices }
  }
  const { collectKnownValues } = await import('../known/collect-known-values.ts')
  const { values, unread } = collectKnownValues(
    files,
    settings.environment === 'off' ? {} : environment.env,
    stored.holders,
  )
  const unreadFiles = unread.map(({ shown, code }) => `${shown} cannot be read (${code}): its values are not sought`)
  const told = [...stored.notices, ...(config.known === undefined ? unreadFiles : [])]
  // what nobody has asked for must not block a commit
  const skips = config.known === undefined ? [] : unread.map(({ shown, code }) => skipOf(shown, code))
  if (values.length === 0) return { ...NOTHING, skips, notices: told }
  const { knownFinderOf } = await import('./known-finder-of.ts')
  return { makeFinder: knownFinderOf(values), values, skips, notices: told }
}

const NO_STORES: StoreHolders = { holders: [], notices: [] }

/** What the configured stores hold, where that is asked for; what asks them is loaded only then. */
export async function readStores(
  { stores }: KnownSettings,
  config: Config,
  environment: Pick<ScanEnvironment, 'env' | 'signal'>,
): Promise<StoreHolders> {
  if (stores === 'off') return NO_STORES
  const { configuredHolders } = await import('../known/store-holders.ts')
  return configuredHolders(config, environment)
}

const DEFAULTS: Readonly<Record<'staged' | 'other', KnownSettings>> = {
  staged: { envFiles: 'sought', environment: 'off', stores: 'off' },
  other: { envFiles: 'off', environment: 'off', stores: 'off' },
}

function skipOf(path: string, detail: string): Skip {
  return { type: 'skip', path, commit: null, reason: 'unreadable', detail }
}
