/** A function that makes its value at the first call and gives the same one from then on. */
export function once<T extends NonNullable<unknown>>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
