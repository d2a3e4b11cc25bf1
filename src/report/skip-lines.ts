import { isIncomplete, SKIP_REASONS, type Skip, type SkipReason } from '../model/skip.ts'
import { sayNumber } from './amounts.ts'
import { shortCommit } from './finding-lines.ts'
import type { Palette } from './palette.ts'
import { showSafe } from './show-safe.ts'

const NAMED_PER_REASON = 5

/** What should have been looked at and was not, by reason, the first of each by name. */
export function incompleteLines(skipped: readonly Skip[], palette: Palette): readonly string[] {
  const missed = skipped.filter(isIncomplete)
  const reasons = [...new Set(missed.map((skip) => skip.reason))]
  return reasons.flatMap((reason) =>
    linesOf(
      reason,
      missed.filter((skip) => skip.reason === reason),
      palette,
    ),
  )
}

/** Where the skip is and what the system said, in one line. */
export function describeSkip(skip: Skip): string {
  const where = skip.path === null ? [] : [showSafe(skip.path)]
  const commit = skip.commit === null ? [] : [`commit ${shortCommit(skip.commit)}`]
  const detail = skip.detail === '' ? [] : [showSafe(skip.detail)]
  return [...where, ...commit, ...detail].join(': ') || 'no name'
}

function linesOf(reason: SkipReason, skips: readonly Skip[], palette: Palette): readonly string[] {
  return [
    palette.red(`${palette.symbols.fail} not looked at: ${SKIP_REASONS[reason].says} (${sayNumber(skips.length)})`),
    ...skips.slice(0, NAMED_PER_REASON).map((skip) => `    ${palette.symbols.separator} ${describeSkip(skip)}`),
    ...moreLine(skips.length - NAMED_PER_REASON, palette),
  ]
}

function moreLine(count: number, palette: Palette): readonly string[] {
  return count > 0 ? [`    ${palette.symbols.more} and ${sayNumber(count)} more`] : []
}
