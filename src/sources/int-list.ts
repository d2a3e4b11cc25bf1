/** Whole numbers below 2³¹ in a row, four bytes each: an audit keeps millions of them. */
export class IntList {
  #items = new Int32Array(1024)
  #length = 0

  constructor(items: readonly number[] = []) {
    for (const item of items) this.push(item)
  }

  get length(): number {
    return this.#length
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const grown = new Int32Array(this.#items.length * 2)
      grown.set(this.#items)
      this.#items = grown
    }
    this.#items[this.#length++] = item
  }

  /** The number at `index`, which is below the length. */
  at(index: number): number {
    return this.#items[index]!
  }

  set(index: number, item: number): void {
    this.#items[index] = item
  }
}
