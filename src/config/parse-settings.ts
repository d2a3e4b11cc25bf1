import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { ScanError } from '../model/errors.ts'
import { CONFIDENCES, SEVERITIES } from '../model/rule.ts'
import type { AllowEntry, RepositorySettings } from './config.ts'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import { type KeyLocator, locateKeys } from './locate-keys.ts'
import { parseSecrets } from './parse-secrets.ts'
import { FILE_REFUSALS, FINGERPRINT, GLOB_REFUSALS, HAS_LITERAL, RULE_ID } from './path-patterns.ts'
import { readPolicy } from './read-policy.ts'
import { SettingsTable } from './settings-table.ts'

/** Longest settings file that is read, in UTF-16 code units. */
export const LONGEST_SETTINGS = 1024 * 1024
/** Settings have three levels; the rest is for error messages. */
const DEEPEST_NESTING = 16

/**
 * The settings that a `keywarden.toml` holds, strictly checked.
 * @param file what errors and reports call the file
 * @param root absolute path that the rule files are relative to
 */
export function parseSettings(text: string, file: string, root: string): RepositorySettings {
  const values = parseToml(text, file)
  let locate: KeyLocator | null = null
  const lazily: KeyLocator = (path) => {
    locate ??= locateKeys(text)
    return locate(path)
  }
  const table = new SettingsTable({ file, locate: lazily }, [], values)
  table.onlyHas(['fail-on', 'min-confidence', 'strict-checksums', 'baseline', 'rules', 'policy', 'allow', 'secrets'])
  const rules = table.table('rules')
  rules.onlyHas(['files', 'disabled'])
  return {
    failOn: table.choice('fail-on', SEVERITIES, DEFAULT_SETTINGS.failOn),
    minConfidence: table.choice('min-confidence', CONFIDENCES, DEFAULT_SETTINGS.minConfidence),
    strictChecksums: table.flag('strict-checksums', 'off'),
    baseline: table.path('baseline', FILE_REFUSALS, DEFAULT_SETTINGS.baseline),
    rules: {
      files: rules.paths('files', FILE_REFUSALS).map((path) => resolve(root, path)),
      disabled: rules.names('disabled', RULE_ID, 'write rule ids, as `keywarden rules list` shows them'),
    },
    policy: readPolicy(table.table('policy')),
    allow: table.tables('allow').map(readAllowEntry),
    secrets: parseSecrets(table.table('secrets'), root),
  }
}

function readAllowEntry(table: SettingsTable): AllowEntry {
  table.onlyHas(['paths', 'rules', 'secrets', 'reason'])
  const entry = {
    paths: table.paths('paths', GLOB_REFUSALS),
    rules: table.names('rules', RULE_ID, 'write rule ids, as `keywarden rules list` shows them'),
    secrets: table.names('secrets', FINGERPRINT, 'write fingerprints, as reports show them'),
    reason: table.sentence('reason'),
    source: table.source,
  }
  if (entry.rules.length > 0 || entry.secrets.length > 0) return entry
  if (entry.paths.length === 0) {
    table.refuse([], 'this entry allows everything everywhere', 'name paths, rules or secrets')
  }
  const widest = entry.paths.findIndex((path) => !HAS_LITERAL.test(path))
  if (widest >= 0) {
    table.refuse(
      ['paths', widest],
      'this path allows everything everywhere',
      'name a folder or a file, or rules or secrets beside it',
    )
  }
  return entry
}

function parseToml(text: string, file: string): object {
  if (text.length > LONGEST_SETTINGS) {
    throw new ScanError('CONFIG_INVALID', `${file} is larger than 1 MiB`, { hint: 'is this the right file?' })
  }
  try {
    return parse(text, { maxDepth: DEEPEST_NESTING })
  } catch (cause) {
    const place = cause instanceof TomlError ? `${file}:${cause.line}:${cause.column}` : file
    throw new ScanError('CONFIG_INVALID', `${place}: ${tomlProblem(cause)}`, {
      hint: 'mend the line; https://toml.io has the syntax',
    })
  }
}

/** What the parser says, without the excerpt that it adds: the file may hold anything. */
function tomlProblem(error: unknown): string {
  const [first = ''] = error instanceof TomlError ? error.message.split('\n') : []
  const says = first.replace(/^Invalid TOML document: /, '')
  return /^[a-z ,;:.'()-]+$/i.test(says) ? `not valid TOML: ${says}` : 'not valid TOML'
}
