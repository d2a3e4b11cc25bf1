import { basename } from 'node:path'
import { readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { withFileLock } from '../../disk/with-file-lock.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { setEnvValue } from '../../dotenv/set-env-value.ts'
import { ScanError } from '../../model/errors.ts'
import { isExample, isForeignToEnv } from '../../policy/env-file-name.ts'
import { isReference } from '../../secrets/resolve/reference.ts'
import { readExample } from '../secrets/read-example.ts'
import type { VerbResult } from '../verb-result.ts'
import { requireUntracked } from './require-untracked.ts'
import { compare, differenceLines, fileOf, keyCount, shortName, type Transfer } from './transfer.ts'

const NAME = /^[A-Za-z_]\w*$/

/** Brings what a store has into a .env file: tells what differs, and writes it, whole or not at all, where that is asked for. */
export async function pullSecrets(
  transfer: Transfer,
  guard: 'git' | 'none',
  env: NodeJS.ProcessEnv,
): Promise<VerbResult> {
  const path = fileOf(transfer)
  if (isExample(basename(path))) throw intoTemplate(path)
  if (isForeignToEnv(path)) throw intoOther(path)
  if (guard === 'git') await requireUntracked(path, env)
  if (transfer.mode === 'plan') return pull(transfer, path)
  return withFileLock(path, () => pull(transfer, path))
}

async function pull(transfer: Transfer, path: string): Promise<VerbResult> {
  const { store, mode } = transfer
  const file = await readWhole(path)
  const entries = effectiveEntries(file?.text ?? '')
  const there = new Map([...entries.values()].map(({ key, value }) => [key, value]))
  const { keys, leftOut } = await chooseKeys(transfer, there)
  const found = await store.readMany(keys)
  const wanted = new Map([...found].map(([key, { value }]) => [key, value.reveal()]))
  const difference = compare(wanted, there)
  const changes = [...difference.added, ...difference.changed]
  if (mode === 'apply' && changes.length > 0) {
    let text = file?.text ?? ''
    for (const key of changes) text = setEnvValue(text, key, wanted.get(key) ?? '')
    await replaceFile(path, [text], { mode: 0o600, expected: file?.digest ?? null })
  }
  return {
    lines: [
      `${store.label} → ${shortName(path)}`,
      ...differenceLines(difference),
      ...leftOut,
      sayOutcome(changes.length, mode),
    ],
    data: { schemaVersion: 1, file: path, store: store.label, applied: mode === 'apply', ...difference },
    outcome: 'passed',
    purpose: 'content',
  }
}

/** A store may hold the keys of many programs: an example says which are this one's. */
async function chooseKeys(
  { store, folder }: Transfer,
  there: ReadonlyMap<string, string>,
): Promise<{ readonly keys: readonly string[]; readonly leftOut: readonly string[] }> {
  const all = (await store.list()).map(({ key }) => key)
  const fit = all.filter((key) => NAME.test(key))
  const local = fit.filter((key) => !isReference(there.get(key) ?? ''))
  const example = await readExample(folder)
  const known = example === null ? null : new Set([...example.lines.keys(), ...there.keys()])
  const keys = local.filter((key) => known?.has(key) ?? true)
  const unknown = local.length - keys.length
  const leftOut = [
    ...(unknown > 0 ? [`    ${keyCount(unknown)} of the store left out, not in ${example?.name}`] : []),
    ...(all.length > fit.length
      ? [`    ${keyCount(all.length - fit.length)} left out, whose names shells do not take`]
      : []),
    ...(fit.length > local.length
      ? [`    ${keyCount(fit.length - local.length)} left alone, a reference stands there`]
      : []),
  ]
  return { keys, leftOut }
}

function intoTemplate(path: string): ScanError {
  return new ScanError('USAGE', `${basename(path)} is a template, which everybody reads: no value belongs there`, {
    hint: 'name the file that holds the values, such as .env',
  })
}

function intoOther(path: string): ScanError {
  return new ScanError('USAGE', `${basename(path)} holds no plain values, but encrypted ones or code`, {
    hint: 'name a .env file, such as .env',
  })
}

function sayOutcome(count: number, mode: Transfer['mode']): string {
  if (count === 0) return 'nothing to write'
  return mode === 'apply' ? `${keyCount(count)} written` : `${keyCount(count)} to write; add --yes to do it`
}
