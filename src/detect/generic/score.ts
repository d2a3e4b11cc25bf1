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

/** Scores a candidate by its features; one that has no weight counts for nothing. */
export function scoreOf(features: readonly string[]): Score {
  const parts = ['bias', ...features]
    .map((feature) => ({ feature, weight: WEIGHTS.get(feature) ?? 0 }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return { total: parts.reduce((sum, { weight }) => sum + weight, 0), parts }
}
