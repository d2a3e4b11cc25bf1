/** Makes calls in the order in which their places were taken, each as soon as it and all before it are due. */
export class ToldInOrder {
  readonly #due = new Map<number, () => void>()
  #taken = 0
  #next = 0

  /** True where every call that has a place is made. */
  get isDone(): boolean {
    return this.#next === this.#taken
  }

  /** Takes the next place. */
  place(): number {
    return this.#taken++
  }

  /** Says that the call of a place is due. */
  tell(place: number, call: () => void): void {
    this.#due.set(place, call)
    for (let due = this.#due.get(this.#next); due !== undefined; due = this.#due.get(this.#next)) {
      this.#due.delete(this.#next++)
      due()
    }
  }
}
