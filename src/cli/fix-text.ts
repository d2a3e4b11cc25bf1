import type { FixPlan, ShownChange, Unfixed } from '../commands/fixing/plan-fixes.ts'
import type { FixProposal } from '../commands/run-fix.ts'
import type { Finding } from '../model/finding.ts'
import { sayCount } from '../report/amounts.ts'
import { exposureLine } from '../report/exposure-line.ts'
import type { Palette } from '../report/palette.ts'
import { showSafe } from '../report/show-safe.ts'

/** One finding: where, what, its mask, and how far it has come. */
export function findingHead(finding: Finding, palette: Palette): readonly string[] {
  const { path, startLine, message, ruleId, redacted, exposure } = finding
  const place = palette.bold(showSafe(`${path}:${startLine}`))
  const head = `${place}  ${showSafe(message)} ${palette.dim(showSafe(`[${ruleId}]`))} ${showSafe(redacted)}`
  return exposure === null ? [head] : [head, `  ${exposureLine(exposure)}`]
}

/** What is left as it is: why, and what to do by hand. */
export function unfixedLines(unfixed: readonly Unfixed[], palette: Palette): readonly string[] {
  return unfixed.flatMap(({ finding, refusal }) => [
    ...findingHead(finding, palette),
    `  ${palette.yellow(`${palette.symbols.warn} not moved:`)} ${showSafe(refusal.reason)}`,
    `  do: ${showSafe(refusal.advice)}`,
    '',
  ])
}

/** The changes, file by file, as a diff without context. Values are masked. */
export function changeLines(changes: readonly ShownChange[], palette: Palette): readonly string[] {
  const look = {
    at: (text: string) => palette.dim(`  ${text}`),
    removed: (text: string) => palette.red(`  - ${text}`),
    added: (text: string) => palette.green(`  + ${text}`),
  }
  return changes.flatMap(({ path, where, lines }) => [
    `${palette.symbols.heading} ${palette.bold(showSafe(path))}${where === 'work tree' ? '' : ` (${where})`}`,
    ...lines.map(({ kind, text }) => look[kind](showSafe(text))),
    '',
  ])
}

/** What has come of it, in a line. */
export function summaryLine(
  { findings, isComplete }: FixProposal,
  { moves, unfixed }: FixPlan,
  consent: 'none' | 'ask' | 'given',
): readonly string[] {
  const incomplete = isComplete ? [] : ['Something could not be looked at: keywarden scan tells what.']
  if (findings.length === 0) return ['Nothing to fix: no secret in what is staged or on disk.', ...incomplete]
  const count = new Set(moves.map(({ finding }) => finding)).size
  const left = new Set(unfixed.map(({ finding }) => finding)).size
  const tail = left === 0 ? '' : `; ${sayCount(left, 'finding')} to be seen to by hand`
  if (consent === 'none') {
    const hint = count === 0 ? '' : '; keywarden fix --yes writes it'
    return [`${sayCount(count, 'finding')} can be moved${tail}. Nothing is written${hint}.`, ...incomplete]
  }
  if (count === 0) return [`Nothing is written${tail}.`, ...incomplete]
  return [`Moved ${sayCount(count, 'finding')}${tail}.`, ...incomplete]
}

/** What is left to the user once all is written. */
export function nextSteps({ index }: FixProposal, plan: FixPlan): readonly string[] {
  const { moves, writes } = plan
  const ci = [...new Set(moves.map(({ ciName }) => ciName).filter(Boolean))]
  const isRun = moves.some(({ ciName }) => ciName === '')
  const isNode = moves.some(({ finding }) => /\.[cm]?[jt]sx?$/.test(finding.path))
  const files = [...writes.ignores, ...writes.examples].map(({ path }) => showSafe(path))
  const homes = [...new Set(writes.env.map(({ path }) => showSafe(path)))]
  return [
    ...(isRun
      ? [
          `  Load ${homes.join(', ')} when you start the program: keywarden secrets run -- COMMAND${isNode ? `, or node --env-file=${homes[0]} FILE` : ''}`,
        ]
      : []),
    ...(ci.length === 0
      ? []
      : [`  Add the secret to the repository on GitHub: ${ci.map((name) => `gh secret set ${name}`).join('; ')}`]),
    ...(files.length === 0 ? [] : [`  Stage what the others need too: git add ${files.join(' ')}`]),
    ...(index === 'fixed' ? [] : ['  lint-staged is at work: what it has staged it stages again itself']),
  ]
}

/** Secrets that a commit holds already, and how to revoke each kind: to take them out of the files is not enough. */
export function revokeLines({ findings, docs }: FixProposal, palette: Palette): readonly string[] {
  const committed = findings.filter(({ exposure }) => exposure?.firstCommit)
  if (committed.length === 0) return []
  const rules = new Map(committed.map((finding) => [finding.ruleId, finding.provider]))
  return [
    palette.bold('In a commit already'),
    ...committed.flatMap((finding) => findingHead(finding, palette).map((line) => `  ${line}`)),
    '  Taking it out of the file leaves it there: revoke it, and put the new one into .env.',
    ...Array.from(rules, ([ruleId, provider]) => {
      const { remedy, revokeUrl } = docs.get(ruleId) ?? { remedy: '', revokeUrl: '' }
      const how = `${remedy || `Revoke it where it was issued (${provider}).`} ${revokeUrl}`.trimEnd()
      return `  ${palette.symbols.separator} ${showSafe(`${ruleId}: ${how}`)}`
    }),
  ]
}
