import type { Config, RepositorySettings } from '../../config/config.ts'
import { DEFAULT_SETTINGS } from '../../config/default-settings.ts'
import { SETTINGS_FILE } from '../../config/load-settings.ts'
import { withSettings } from '../../config/merge-config.ts'
import type { Repository } from '../../git/open-repository.ts'
import { readFileAt } from '../../git/read-file-at.ts'
import { resolveRange } from '../../git/resolve-range.ts'
import type { OpenedSource } from '../../sources/create-source.ts'
import { parseBaseline } from '../../triage/parse-baseline.ts'
import { readBaseline } from './read-baseline.ts'

/** The config that a scan goes by, and what is to be told of it. */
export interface TrustedConfig {
  readonly config: Config
  readonly notices: readonly string[]
}

/**
 * A range is judged by the settings of the commit that it starts from: those that it brings may have been written to
 * switch the scan off. Settings that the caller names by `--config` are the caller's own.
 */
export async function trustedSettings(config: Config, { repository }: OpenedSource): Promise<TrustedConfig> {
  const { source, origin } = config
  if (source.kind !== 'range' || origin.kind === 'named' || repository === null) return { config, notices: [] }
  const base = await baseOf(repository, source.range)
  const text = base === null ? null : await readFileAt(repository.gate, base, SETTINGS_FILE)
  const settings = text === null ? DEFAULT_SETTINGS : await parse(text, config.root)
  const trusted = withSettings(config, settings)
  const notices = differ(config, trusted) ? [noticeOf(base)] : []
  return { config: trusted, notices: [...notices, ...(await newEntries(repository, base, trusted))] }
}

/** The commit that the range starts from; null where it starts from nothing. */
async function baseOf(repository: Repository, range: string): Promise<string | null> {
  const selection = await resolveRange(repository, range)
  return selection.kind === 'reached' ? (selection.exclude[0] ?? null) : null
}

async function parse(text: string, root: string): Promise<RepositorySettings> {
  const { parseSettings } = await import('../../config/parse-settings.ts')
  return parseSettings(text, SETTINGS_FILE, root)
}

/** Acceptances that the range brings hold, as a comment in its code would, and are told so that somebody looks. */
async function newEntries(repository: Repository, base: string | null, config: Config): Promise<readonly string[]> {
  const now = await readBaseline(repository.root, config.baseline)
  if (now === null || now.entries.length === 0) return []
  const text = base === null ? null : await readFileAt(repository.gate, base, config.baseline)
  const before = text === null ? [] : parseBaseline(text, config.baseline).entries
  const known = new Set(before.map(({ fingerprint, path }) => `${fingerprint} ${path}`))
  const added = now.entries.filter(({ fingerprint, path }) => !known.has(`${fingerprint} ${path}`))
  if (added.length === 0) return []
  return [`${config.baseline}: ${added.length} accepted findings came with this range: review the entries`]
}

function differ(a: Config, b: Config): boolean {
  return JSON.stringify(a) !== JSON.stringify(b)
}

function noticeOf(base: string | null): string {
  const from =
    base === null ? 'the defaults, as the range has no base' : `those of its base commit ${base.slice(0, 12)}`
  return `${SETTINGS_FILE} is not the same before and after the range: the scan goes by ${from}`
}
