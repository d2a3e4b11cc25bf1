import weights from './weights.json' with { type: 'json' }

/** What one feature of a candidate adds to its score. */
export interface ScorePart {
  readonly feature: string
  readonly weight: number
}

/** The weights of a candidate's features added up; 0 is where a secret and none are equally likely. */
export interface Score {
  readonly total: number
  /** The parts that are not 0, the heaviest first; `bias` is what every candidate begins with. */
  readonly parts: readonly ScorePart[]
}

/**
 * The weights in `weights.json` are set by hand, in steps that a person can follow. `test/bench/generic/train.mjs` learns
 * others; docs/generic-detection.md says why these are kept.
 */
const WEIGHTS = new Map<string, number>(Object.entries(weights))

/** Weight of a feature; 0 where it has none. */
export function weightOf(feature: string): number {
  return WEIGHTS.get(feature) ?? 0
}

/** The most that the features whose names fit may add together: of each kind the heaviest, as if all kinds came at once. */
export function mostOf(names: RegExp): number {
  const heaviest = new Map<string, number>()
  for (const [feature, weight] of WEIGHTS) {
    if (!names.test(feature)) continue
    const kind = feature.slice(0, feature.lastIndexOf(' ') + 1) || feature
    heaviest.set(kind, Math.max(0, weight, heaviest.get(kind) ?? 0))
  }
  return [...heaviest.values()].reduce((sum, weight) => sum + weight, 0)
}

/** Scores a candidate by its features; one that has no weight counts for nothing. */
export function scoreOf(features: readonly string[]): Score {
  const parts = ['bias', ...features]
    .map((feature) => ({ feature, weight: weightOf(feature) }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return { total: parts.reduce((sum, { weight }) => sum + weight, 0), parts }
}
