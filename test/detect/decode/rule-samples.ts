import { fileURLToPath } from 'node:url'
import { completeMock } from '../../../src/commands/complete-mock.ts'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { createDetector, type DetectorOptions } from '../../../src/detect/detector.ts'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { ruleBookOf } from '../../../src/detect/rule-book.ts'
import { type Blob, WHOLE } from '../../../src/model/blob.ts'
import type { Match } from '../../../src/model/match.ts'
import { OWN_LITERAL } from '../../../src/model/rule.ts'
import { mockOf } from '../../../src/rules/check-examples.ts'
import { compilePack } from '../../../src/rules/compile-pack.ts'
import { fillMock } from '../../../src/rules/fill-mock.ts'
import { loadRuleFiles } from '../../../src/rules/load-rule-files.ts'

/** A text that a rule's own example makes, and what of it is the secret. */
export interface Sample {
  readonly ruleId: string
  readonly text: string
  readonly secret: string
}

/** The built-in rules, a detector for them, and samples of those that decoding tries. */
export async function openRules() {
  const folder = fileURLToPath(new URL('../../../rules/', import.meta.url))
  const surroundings = { checks: new Set(Object.keys(CHECKS)), takenIds: new Set<string>() }
  const { pack, files } = compilePack(await loadRuleFiles([folder]), surroundings)
  const tables = buildTables(pack.rules)
  const detectWith = (settings: Partial<DetectorOptions>) => {
    const options = {
      tables,
      rules: ruleBookOf(pack.rules),
      disabled: new Set<string>(),
      checksums: 'lenient',
    } as const
    const detector = createDetector({ ...options, ...settings })
    return (text: string, path = 'deploy.txt') => detector.detect(blobOf(text, path)).matches
  }
  const detect = detectWith({})
  const own = new Set(
    pack.rules.flatMap(({ id, detector, specificity }) =>
      detector === 'pattern' && specificity >= OWN_LITERAL ? id : [],
    ),
  )
  const parsed = files.flatMap(({ rules }) => rules.filter(({ id }) => own.has(id)))
  const samplesOf = (seed: string): readonly Sample[] =>
    parsed.flatMap((rule): readonly Sample[] => {
      const mock = mockOf(rule, seed, { complete: completeMock })
      const text = fillMock(rule.positive[0] as string, { seed, complete: () => '', mock })
      const found = detect(text).find((match) => match.rule.id === rule.id)
      return found === undefined ? [] : [{ ruleId: rule.id, text, secret: found.secret.reveal() }]
    })
  return { detect, detectWith, samplesOf }
}

/** `ruleId` and line:column of the matches that hold the secret. */
export function placesOf(matches: readonly Match[], { ruleId, secret }: Sample): readonly string[] {
  return matches
    .filter((match) => match.rule.id === ruleId && match.secret.reveal() === secret)
    .map(({ location: { startLine, startColumn, endLine, endColumn } }) =>
      [startLine, startColumn, endLine, endColumn].join(':'),
    )
}

function blobOf(text: string, path: string): Blob {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  return { type: 'blob', id: 'sample', path, content, size: buffer.length, segment: WHOLE }
}
