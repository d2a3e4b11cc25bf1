import { resolve } from 'node:path'
import type { SettingOverrides } from '../config/config.ts'
import { ScanError } from '../model/errors.ts'
import { CONFIDENCES, SEVERITIES } from '../model/rule.ts'
import type { SourceSettings } from '../model/source-settings.ts'
import { helpHint, type Invocation } from './invocation.ts'
import type { Flags, OptionName } from './options.ts'
import { readPlace } from './read-place.ts'

/** What to look at, and what the flags say about the settings. */
export interface ScanRequest {
  /** Absolute path that the command works from. */
  readonly cwd: string
  readonly source: SourceSettings
  readonly overrides: SettingOverrides
  /** Absolute path that `--config` names, null without it. */
  readonly configFile: string | null
  /** Most threads that scan, null where the flags do not say. */
  readonly jobs: number | null
  /** Things that were asked for and do not count. */
  readonly notes: readonly string[]
}

/** Name that standard input has in a report where none is given. */
const STDIN_NAME = 'stdin'

/** Reads what a command line asks to look at; a usage error where its parts contradict each other. */
export function readScanRequest({ verb, flags, operands }: Invocation, cwd: string): ScanRequest {
  const configFile = flags.config === undefined ? null : resolve(cwd, flags.config)
  const shared = { overrides: readOverrides(flags), configFile, jobs: readJobs(flags) }
  if (verb === 'scan') return { cwd, source: scanSource(flags, operands), ...shared, notes: notesOn(flags, operands) }
  if (verb === 'ci') return { cwd, source: { kind: 'range', range: flags.range ?? '' }, ...shared, notes: [] }
  const source: SourceSettings = { kind: verb === 'audit' || verb.startsWith('baseline') ? 'history' : 'work-tree' }
  return { cwd: verb === 'audit' ? resolve(cwd, operands[0] ?? '.') : cwd, source, ...shared, notes: [] }
}

function scanSource(flags: Flags, paths: readonly string[]): SourceSettings {
  const modes = (['staged', 'range', 'pre-push', 'stdin', 'explain'] as const).filter(
    (name) => flags[name] !== undefined,
  )
  const [mode, other] = modes
  if (other !== undefined) throw usage(`--${mode} and --${other} exclude each other`, 'scan them one after the other')
  if (mode === 'pre-push') return { kind: 'push', remote: paths[0] ?? '' } // git names the remote and its URL
  if (mode !== 'staged' && mode !== undefined && paths.length > 0) {
    throw usage(`--${mode} and paths exclude each other`, 'scan them one after the other')
  }
  if (flags['npm-pack'] && mode !== undefined)
    throw usage(`--npm-pack and --${mode} exclude each other`, 'leave one out')
  if (flags['stdin-filename'] !== undefined && mode !== 'stdin') {
    throw usage('--stdin-filename counts only with --stdin', 'add --stdin')
  }
  if (mode === 'staged') return { kind: 'staged' }
  if (mode === 'stdin') return { kind: 'stdin', filename: flags['stdin-filename'] ?? STDIN_NAME }
  if (flags.explain !== undefined) return { kind: 'paths', paths: [readPlace(flags.explain).file] }
  if (flags.range !== undefined) return { kind: 'range', range: flags.range }
  return paths.length > 0 ? { kind: 'paths', paths } : { kind: 'work-tree' }
}

/** lint-staged, lefthook and pre-commit add file names of their own accord. */
function notesOn(flags: Flags, paths: readonly string[]): string[] {
  if (!flags.staged || paths.length === 0) return []
  return [`--staged scans all that is staged; names behind it (${paths.length}) do not narrow it`]
}

function readOverrides(flags: Flags): SettingOverrides {
  const failOn = readChoice(flags, 'fail-on', SEVERITIES)
  const minConfidence = readChoice(flags, 'min-confidence', CONFIDENCES)
  return {
    ...(failOn !== null && { failOn }),
    ...(minConfidence !== null && { minConfidence }),
    ...(flags['strict-checksums'] && { strictChecksums: true }),
    ...(flags['no-baseline'] && { baseline: '' }),
    ...readKnown(flags),
  }
}

function readJobs({ jobs }: Flags): number | null {
  if (jobs === undefined) return null
  if (/^[1-9]\d?$/.test(jobs)) return Number(jobs)
  throw usage('--jobs takes a number of threads', 'write 1 to 99')
}

function readKnown(flags: Flags): Pick<SettingOverrides, 'known'> {
  if (flags.known && flags['no-known']) throw usage('--known and --no-known exclude each other', 'leave one out')
  const isSaid = flags.known || flags['no-known'] || flags['known-env'] || flags['known-stores']
  if (!isSaid) return {}
  return {
    known: {
      envFiles: flags.known ? 'sought' : 'off',
      environment: flags['known-env'] ? 'sought' : 'off',
      stores: flags['known-stores'] ? 'sought' : 'off',
    },
  }
}

function readChoice<T extends string>(flags: Flags, name: OptionName, choices: readonly T[]): T | null {
  const value = flags[name]
  if (value === undefined) return null
  const choice = choices.find((one) => one === value)
  if (choice === undefined) throw usage(`--${name} has an unknown value`, `write one of ${choices.join(', ')}`)
  return choice
}

function usage(says: string, hint: string): ScanError {
  return new ScanError('USAGE', says, { hint: `${hint}; ${helpHint('scan')}` })
}
