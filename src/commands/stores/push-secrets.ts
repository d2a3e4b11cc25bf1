import { randomUUID } from 'node:crypto'
import { readWhole } from '../../disk/read-whole.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { writeMany } from '../../secrets/stores/write-many.ts'
import type { VerbResult } from '../verb-result.ts'
import type { HeldPlaceholder } from './find-placeholders.ts'
import { compare, differenceLines, fileOf, holdsValue, keyCount, shortName, type Transfer } from './transfer.ts'

/** Tells which of the values are no real ones; null where that is not asked. */
export type Guard = ((values: ReadonlyMap<string, string>) => Promise<readonly HeldPlaceholder[]>) | null

/**
 * Brings what a .env file has into a store: tells what differs, and writes it where that is asked for. Where a guard finds
 * placeholders, nothing is written: programs would get them in place of the values that somebody relies on.
 */
export async function pushSecrets(transfer: Transfer, guard: Guard): Promise<VerbResult> {
  const { store, mode } = transfer
  const path = fileOf(transfer)
  const wanted = await readValues(path)
  const there = new Set((await store.list()).map(({ key }) => key))
  const current = await store.readMany([...wanted.keys()].filter((key) => there.has(key)))
  const difference = compare(wanted, new Map([...current].map(([key, { value }]) => [key, value.reveal()])))
  const changes = [...difference.added, ...difference.changed]
  const changed = new Map(changes.map((key) => [key, wanted.get(key) ?? '']))
  const placeholders = (await guard?.(changed)) ?? []
  const isApplied = mode === 'apply' && placeholders.length === 0
  if (isApplied) {
    const values = new Map([...changed].map(([key, value]) => [key, new Secret(value)]))
    await writeMany(store, values, randomUUID)
  }
  const onlyThere = [...there].filter((key) => !wanted.has(key)).sort()
  return {
    lines: [
      `${shortName(path)} → ${store.label}`,
      ...differenceLines(difference),
      ...(onlyThere.length === 0 ? [] : [`    only in the store, left alone: ${onlyThere.join(', ')}`]),
      ...placeholders.map(({ key, says }) => `  ! ${key} ${says}`),
      placeholders.length > 0 ? refusal(placeholders.length) : sayOutcome(changes.length, mode),
    ],
    data: {
      schemaVersion: 1,
      file: path,
      store: store.label,
      applied: isApplied,
      ...difference,
      onlyThere,
      placeholders,
    },
    outcome: placeholders.length > 0 ? 'failed' : 'passed',
    purpose: 'content',
  }
}

function refusal(count: number): string {
  const them = count === 1 ? 'its real value' : 'their real values'
  return `nothing is written: ${keyCount(count)} without a real value; set ${them}, or add --force to push all as it is`
}

function sayOutcome(count: number, mode: Transfer['mode']): string {
  if (count === 0) return 'nothing to write'
  return mode === 'apply' ? `${keyCount(count)} written` : `${keyCount(count)} to write; add --yes to do it`
}

async function readValues(path: string): Promise<ReadonlyMap<string, string>> {
  const file = await readWhole(path)
  if (file === null) throw new ScanError('PATH_NOT_FOUND', `there is no ${path}`, { hint: 'name the file to push' })
  const entries = [...effectiveEntries(file.text).values()].filter(holdsValue)
  return new Map(entries.map(({ key, value }) => [key, value]))
}
