/** Where the bytes of a decoded text stood: pieces that were copied one to one, joined by what was left out or replaced. */
export class OffsetMap {
  readonly #decoded: number[] = []
  readonly #encoded: number[] = []

  /** From `decoded` on, until the next call, bytes stand as far apart as they stood behind `encoded`. Calls ascend. */
  add(decoded: number, encoded: number): void {
    this.#decoded.push(decoded)
    this.#encoded.push(encoded)
  }

  /** Where the byte at `decoded` began. */
  encodedAt(decoded: number): number {
    let low = 0
    let high = this.#decoded.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#decoded[middle] as number) <= decoded) low = middle
      else high = middle - 1
    }
    return (this.#encoded[low] as number) + decoded - (this.#decoded[low] as number)
  }
}
