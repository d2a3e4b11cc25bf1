/**
 * What is at hand as something to be awaited, at the cost of one promise an item: an async generator that delegates to a
 * synchronous one makes several.
 */
export function oneByOne<T>(items: Iterable<T>): AsyncIterableIterator<T> {
  const iterator = items[Symbol.iterator]()
  return {
    next: async () => iterator.next(),
    return: async (value) => iterator.return?.(value) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
