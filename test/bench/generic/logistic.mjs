// Logistic regression over features that hold or do not, kept near weights that a person has set.

const ROUNDS = 120

/** Adds up the weights of a row's features. */
export function scoreRow({ bias, weights }, row) {
  let sum = bias
  for (const index of row.indices) sum += weights[index]
  return sum
}

/**
 * Fits bias and weights to rows `{indices, isTrue, weight}` by gradient descent with a step of its own for each weight.
 * `ridge` is how strongly each weight is held to where `prior` has it.
 */
export function fitLogistic(rows, prior, ridge) {
  const weights = Float64Array.from(prior.weights)
  const squares = new Float64Array(weights.length).fill(1)
  let bias = prior.bias
  let biasSquares = 1
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Float64Array(weights.length)
    let biasSlope = 0
    for (const row of rows) {
      const error = (1 / (1 + Math.exp(-scoreRow({ bias, weights }, row))) - row.isTrue) * row.weight
      biasSlope += error
      for (const index of row.indices) slope[index] += error
    }
    for (let i = 0; i < weights.length; i++) {
      const step = slope[i] + ridge * (weights[i] - prior.weights[i])
      squares[i] += step * step
      weights[i] -= step / Math.sqrt(squares[i])
    }
    biasSquares += biasSlope * biasSlope
    bias -= biasSlope / Math.sqrt(biasSquares)
  }
  return { bias, weights }
}

/**
 * The same where a line is known to hold a secret but not which of its candidates is it: a first fit decides, and the
 * others of the line are left out of the second.
 */
export function fitWithChoice(rows, prior, ridge) {
  const first = fitLogistic(rows, prior, ridge)
  const best = new Map()
  for (const row of rows) {
    if (row.isTrue && row.place) best.set(row.place, Math.max(best.get(row.place) ?? -Infinity, scoreRow(first, row)))
  }
  const isChosen = (row) => !row.isTrue || !row.place || scoreRow(first, row) >= Math.min(best.get(row.place), 1.5)
  return fitLogistic(rows.filter(isChosen), prior, ridge)
}
