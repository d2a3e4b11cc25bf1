import type { VerbResult } from '../verb-result.ts'
import type { FileEdit, SetupPlan } from './file-edit.ts'

/** What has become of a plan. */
export type Fate = 'written' | 'planned' | 'declined'

const SAYS: Readonly<Record<Fate, Readonly<Record<'create' | 'change' | 'remove', string>>>> = {
  written: { create: 'created', change: 'changed', remove: 'removed' },
  planned: { create: 'would create', change: 'would change', remove: 'would remove' },
  declined: { create: 'not created', change: 'not changed', remove: 'not removed' },
}

/** A plan as lines and as data: what is written, and what the user has to do; a planned edit with its lines. */
export function tellPlan({ edits, remarks, todo }: SetupPlan, fate: Fate, next: readonly string[]): VerbResult {
  const told = edits.flatMap((edit) => [
    `${SAYS[fate][kindOf(edit)]} ${edit.shown}`,
    ...(fate === 'planned' ? diff(edit) : []),
  ])
  const none = edits.length === 0 ? ['nothing to change'] : []
  const after = fate === 'written' && edits.length > 0 ? next : []
  const lines = [
    ...none,
    ...told,
    ...remarks.map((line) => `note: ${line}`),
    ...[...todo, ...after].map((line) => `to do: ${line}`),
  ]
  const data = {
    written: fate === 'written',
    edits: edits.map((edit) => ({ path: edit.shown, action: kindOf(edit) })),
    remarks,
    todo,
  }
  return { lines, data, outcome: 'passed', purpose: 'content' }
}

/** A line for each edit, for somebody who is asked. */
export function summarize(edits: readonly FileEdit[]): readonly string[] {
  const lines = edits.map((edit) => {
    const count = diff(edit).length
    return `${SAYS.planned[kindOf(edit)]} ${edit.shown} (${count} ${count === 1 ? 'line' : 'lines'})`
  })
  return [...lines, 'keywarden init --dry-run shows every line']
}

function kindOf({ before, after }: FileEdit): 'create' | 'change' | 'remove' {
  return before === null ? 'create' : after === null ? 'remove' : 'change'
}

/** The lines that come and go; those before and behind them are the same on both sides. */
function diff({ before, after }: FileEdit): readonly string[] {
  const old = linesOf(before)
  const fresh = linesOf(after)
  let head = 0
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, fresh.length) - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  return [
    ...old.slice(head, old.length - tail).map((line) => `  - ${line}`),
    ...fresh.slice(head, fresh.length - tail).map((line) => `  + ${line}`),
  ]
}

function linesOf(text: string | null): readonly string[] {
  return text === null ? [] : text.replace(/\n$/, '').split('\n')
}
