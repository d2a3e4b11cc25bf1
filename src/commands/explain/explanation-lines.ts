import { BANDS } from '../../detect/generic/judge-candidate.ts'
import type { Fate, PlaceExplanation, Weighing } from './place-explanation.ts'

/** An explanation for people. */
export function explanationLines({ path, line, ...found }: PlaceExplanation): readonly string[] {
  const { findings, candidates, isGenerated } = found
  const blocks = [...findings.map(fateLines), ...candidates.map(weighingLines)]
  if (blocks.length === 0) blocks.push([NOTHING])
  if (isGenerated) blocks.push([GENERATED])
  return [`${path}:${line}`, ...blocks.flatMap((block) => ['', ...block])]
}

const NOTHING = 'no rule finds anything here, and no name that tells of a secret is given a literal'
const GENERATED =
  'generic rules leave this file out: by its name it is a lock file, or minified, generated or translated'

function fateLines(fate: Fate): readonly string[] {
  const { ruleId, severity, confidence, columns, redacted, reasons, line, outcome, acceptedBy } = fate
  return [
    `${outcome}${acceptedBy && ` in ${acceptedBy}`}: ${ruleId}, ${redacted} on line ${line}, columns ${columns[0]} to ${columns[1] - 1}`,
    `  severity ${severity}, confidence ${confidence}`,
    ...reasons.map((reason) => `  ${reason}`),
  ]
}

function weighingLines({ key, form, ruleId, confidence, veto, score, parts }: Weighing): readonly string[] {
  const name = `${form} value of \`${key}\``
  if (score === null) return [`${name}: never a secret: ${veto}`]
  return [
    `${name}: score ${score.toFixed(1)}, ${confidence === null ? 'not a secret' : `${ruleId} of ${confidence} confidence`}`,
    ...parts.map(({ feature, weight }) => `  ${signed(weight).padStart(5)}  ${feature}`),
    `  (${BANDS.map(([band, least]) => `${band} from ${least}`).join(', ')})`,
  ]
}

function signed(weight: number): string {
  return `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`
}
