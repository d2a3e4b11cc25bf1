import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { ScanError } from '../model/errors.ts'
import type { RepositorySettings, SettingsOrigin } from './config.ts'
import { DEFAULT_SETTINGS } from './default-settings.ts'

/** Name of the settings file in the root of a repository. */
export const SETTINGS_FILE = 'keywarden.toml'
const LARGEST_FILE = 1024 * 1024

export interface LoadedSettings {
  readonly settings: RepositorySettings
  readonly origin: SettingsOrigin
}

/**
 * The settings of a repository; defaults where it has none.
 * @param root absolute path of the repository root, or of the folder scanned outside a repository
 * @param named absolute path of the file that `--config` names, null without it
 */
export async function loadSettings(root: string, named: string | null): Promise<LoadedSettings> {
  const file = named ?? join(root, SETTINGS_FILE)
  const shown = relative(root, file) || file
  const text = readSettings(file, shown)
  if (text !== null) {
    // the parser costs start-up, and most repositories have no settings
    const { parseSettings } = await import('./parse-settings.ts')
    const kind = named === null ? 'repository' : 'named'
    return { settings: parseSettings(text, shown, root), origin: { kind, file } }
  }
  if (named === null) return { settings: DEFAULT_SETTINGS, origin: { kind: 'defaults' } }
  throw new ScanError('CONFIG_INVALID', `${shown} does not exist`, {
    hint: 'name another file with --config, or leave it out',
  })
}

/** The text of the file; null only where there is none. */
function readSettings(file: string, shown: string): string | null {
  try {
    const bytes = readBounded(file, shown)
    return bytes === null ? null : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof ScanError) throw cause
    const isText = codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    throw new ScanError(
      'CONFIG_INVALID',
      isText ? `${shown} is not UTF-8` : `${shown} cannot be read: ${codeOf(cause)}`,
      {
        hint: isText ? 'save it as UTF-8' : 'see to its permissions, or name another file with --config',
        cause,
      },
    )
  }
}

function readBounded(file: string, shown: string): Buffer | null {
  const descriptor = openIfPresent(file)
  if (descriptor === null) return null
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw notAFile(shown)
    if (stat.size > LARGEST_FILE) {
      throw new ScanError('CONFIG_INVALID', `${shown} is larger than 1 MiB`, { hint: 'is this the right file?' })
    }
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function openIfPresent(file: string): number | null {
  try {
    // a named pipe must not make the scan wait for its writer
    return openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || isLink(file)) throw error
    return null
  }
}

/** True for a link that leads nowhere: there is a settings file, and it cannot be read. */
function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}

function notAFile(shown: string): ScanError {
  return new ScanError('CONFIG_INVALID', `${shown} is not a regular file`, { hint: 'name another file with --config' })
}

function codeOf(error: unknown): string {
  return codeOfFailure(error) || 'unknown error'
}
