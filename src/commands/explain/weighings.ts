import type { Text } from '../../detect/decode-text.ts'
import { explainLine, type LineExplanation } from '../../detect/generic/explain-line.ts'
import { shownKey } from '../../detect/generic/shown-key.ts'
import type { Weighing } from './place-explanation.ts'

/** How each value behind a name on the line was weighed. A name that holds a secret value is masked. */
export function weighingsOf(text: Text, path: string, line: number): readonly Weighing[] {
  const explanations = explainLine(text, { path, line })
  const secrets = explanations.flatMap(({ confidence, start, end }) =>
    confidence === null ? [] : [text.buffer.toString('latin1', start, end)],
  )
  return explanations.map((explanation) => weighingOf(explanation, secrets))
}

function weighingOf(explanation: LineExplanation, secrets: readonly string[]): Weighing {
  const { key, form, ruleId, confidence, veto, score } = explanation
  const isWeighed = veto === null
  return {
    key: shownKey(key, secrets),
    ...{ form, ruleId, confidence, veto },
    score: isWeighed ? Math.round(score.total * 10) / 10 : null,
    parts: score.parts,
  }
}
