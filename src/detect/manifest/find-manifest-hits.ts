import type { Text } from '../decode-text.ts'
import type { Hit } from '../judge.ts'
import type { Reach } from '../reach.ts'
import type { RuleBook } from '../rule-book.ts'
import type { WorkBudget } from '../work-budget.ts'
import { judgeEntry } from './judge-entry.ts'
import type { ManifestEntry } from './manifest-entry.ts'
import { readJsonManifests } from './read-json-manifests.ts'
import { readYamlManifest } from './read-yaml-manifest.ts'

/** What the search for manifests is handed beside the text. */
export interface ManifestRequest {
  /** Offsets at which the word `secret` and others stand, nearly ascending. */
  readonly keywordOffsets: readonly number[]
  readonly rules: RuleBook
  readonly budget: WorkBudget
  /** For a part of a text. */
  readonly reach?: Reach | undefined
}

const RULE = 'kubernetes-secret-manifest'
/** More specific than what knows only the name of a value, less so than any pattern. */
const SPECIFICITY = 900
const LOOK_BACK = 24
const LOOK_AHEAD = 16
const CAPITAL_S = 0x53
const SECRET = /^Secret(?:"|'?[ \t]*(?:[#\r\n]|$))/
const YAML_KIND = /(?:^|\n)[ ]*(?:-[ ]+)?kind:[ \t]+["']?$/
const JSON_KIND = /"kind"\s{0,4}:\s{0,4}"$/
/** Work for each byte of a manifest. */
const READING = 16

/**
 * Hits of the values in Kubernetes Secret manifests, YAML or JSON. What stands for a value keeps generic rules off, which
 * see only its base64. https://kubernetes.io/docs/concepts/configuration/secret/
 */
export function* findManifestHits(text: Text, request: ManifestRequest): Generator<Hit> {
  let reached = -1
  for (const offset of request.keywordOffsets) {
    if (offset < reached || text.buffer[offset] !== CAPITAL_S) continue
    const before = text.buffer.toString('latin1', Math.max(text.start, offset - LOOK_BACK), offset)
    if (!SECRET.test(text.buffer.toString('latin1', offset, Math.min(text.end, offset + LOOK_AHEAD)))) continue
    const isJson = JSON_KIND.test(before)
    if (!isJson && !YAML_KIND.test(before)) continue
    // a manifest is read as far as it goes
    request.reach?.need(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, text.start, text.end)
    const kind = offset - before.length + before.lastIndexOf('kind')
    const { entries, end } = isJson ? jsonManifests(text, kind) : readYamlManifest(text, kind)
    if (!request.budget.spend(READING * Math.max(1, end - offset))) return
    reached = end
    yield* hitsOf(entries, request)
  }
}

/** Read to the end of the text, as there may be more of them in one document. */
function jsonManifests(text: Text, at: number) {
  const start = Math.max(...['\n{', '\n['].map((opening) => text.buffer.lastIndexOf(opening, at)), text.start - 1) + 1
  return { entries: readJsonManifests(text, Math.max(start, text.start)), end: text.end }
}

function* hitsOf(entries: readonly ManifestEntry[], { rules }: ManifestRequest): Generator<Hit> {
  const rule = rules.named(RULE)
  if (rule === undefined) return
  for (const entry of entries) {
    const verdict = judgeEntry(entry)
    if (verdict.kind === 'unknown') continue
    const hit = { rule, start: entry.start, end: entry.end, specificity: SPECIFICITY, reasons: [verdict.reason] }
    yield verdict.kind === 'secret'
      ? { ...hit, confidence: verdict.confidence }
      : { ...hit, confidence: 'low', rejection: verdict.reason }
  }
}
