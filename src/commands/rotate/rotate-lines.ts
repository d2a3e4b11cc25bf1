import type { RotationOutcome } from '../../secrets/rotate/rotate-secret.ts'
import { ROTATION_STEPS, type RotationRecord, type RotationStep } from '../../secrets/rotate/rotation.ts'
import { sayDuration } from '../../secrets/rotate/say-duration.ts'

/** What a plan tells of. */
export interface RotationPlan {
  readonly key: string
  readonly store: string
  /** Where the new value comes from: `32 letters and digits`; '' where nothing says it yet. */
  readonly value: string
  /** What tries the new value in this run. */
  readonly trial: 'command' | 'none'
  /** Milliseconds, null where it was said when the rotation began. */
  readonly grace: number | null
  /** The rotation that is under way, null where none is. */
  readonly record: RotationRecord | null
  /** The line that goes on with it later. */
  readonly command: string
  /** Fingerprint that the baseline gets an entry of, '' for none. */
  readonly finding: string
}

const HOUR = 3_600_000

/** What would be done, and that nothing has been done. */
export function planLines(plan: RotationPlan): readonly string[] {
  const { key, store, record } = plan
  const begun = record === null ? [] : [begunLine(record)]
  const todo = remainingSteps(plan).map((line, i) => `  ${i + 1}. ${line}`)
  return [`${key} in ${store}: the plan, nothing is changed yet`, ...begun, ...todo, nextLine(plan)]
}

/** What to write next, so that the run does not stop at once. */
function nextLine(plan: RotationPlan): string {
  if (isUntried(plan)) return 'it was begun with --verify and its value has not passed: give that again'
  if (plan.value === '' && (plan.record?.step ?? 'started') === 'started')
    return 'run it with --generate alnum:32 or --from-stdin, and --yes'
  return 'run it with --yes'
}

/** True where the run would stop, as nothing tries what was to be tried. */
function isUntried({ trial, record }: RotationPlan): boolean {
  return (
    trial === 'none' && record?.verification === 'wanted' && record.step !== 'verified' && record.step !== 'promoted'
  )
}

/** What a run has done. */
export function outcomeLines(
  { kind, record }: RotationOutcome,
  reached: readonly RotationStep[],
  plan: RotationPlan,
): readonly string[] {
  const { key, store, previousId, retireFrom, acceptedAs } = record
  const done = reached.map((step) => `  ${DONE[step]({ ...record, trial: plan.trial })}`)
  const end =
    kind === 'waiting'
      ? [
          `  version ${previousId} stays valid until ${sayTime(retireFrom)}`,
          `run ${plan.command} again after that: it retires that version`,
        ]
      : [
          `  version ${previousId} retired`,
          ...(acceptedAs === '' ? [] : [`  ${acceptedAs} is in the baseline as rotated; commit that file`]),
          `${key} is rotated`,
        ]
  return [`${key} in ${store}`, ...done, ...end]
}

const DONE = {
  started: () => 'started again: what was pending is gone',
  staged: ({ pendingId }) => `new value written as version ${pendingId}, pending`,
  verified: ({ trial }) =>
    trial === 'command' ? 'the command of --verify has tried it' : 'not tried: there is no --verify',
  promoted: ({ currentId }) => `version ${currentId} is current`,
} as const satisfies Record<RotationStep, (record: RotationRecord & Pick<RotationPlan, 'trial'>) => string>

function begunLine({ startedOn, step }: RotationRecord): string {
  return `begun on ${sayTime(startedOn)}, ${step} so far; it goes on from there`
}

function remainingSteps({ key, value, trial, grace, record, finding }: RotationPlan): readonly string[] {
  const kept = record === null || record.step === 'started' ? '' : record.pendingId
  const wait = grace ?? record?.grace ?? HOUR
  const lines = [
    `write a new version beside the current one, pending: ${value === '' ? 'no --generate or --from-stdin yet' : value}`,
    trial === 'command' || record?.verification === 'wanted'
      ? `run the command of --verify with ${key} set to ${kept === '' ? 'it' : `version ${kept}`}; if it fails, the current value stays`
      : 'do not try it (--verify "COMMAND" would)',
    'make it current, if the current version is still the one read at the beginning',
    record?.step === 'promoted' ? `retire version ${record.previousId}${untilText(record, grace)}` : retireText(wait),
    ...(finding === '' ? [] : [`record in the baseline that ${finding} is rotated`]),
  ]
  return lines.slice(record === null ? 0 : ROTATION_STEPS.indexOf(record.step))
}

function retireText(wait: number): string {
  return wait === 0
    ? 'retire the version before'
    : `keep the version before for ${sayDuration(wait)}; the same line run after that retires it`
}

function untilText({ retireFrom }: RotationRecord, grace: number | null): string {
  return grace === null ? `, from ${sayTime(retireFrom)} on` : ''
}

/** `2026-11-22 19:30:05 UTC`, rounded up, so that it is over when it is told. */
export function sayTime(iso: string): string {
  const second = new Date(Math.ceil(Date.parse(iso) / 1000) * 1000).toISOString()
  return `${second.slice(0, 10)} ${second.slice(11, 19)} UTC`
}
