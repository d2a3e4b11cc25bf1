/**
 * Is told how far detectors look, by whoever hands them a part of a text: what is found at a place may depend on what is
 * not in that part. Places need not be told of where they depend on next to nothing, `near` bytes each way.
 */
export interface Reach {
  readonly near: number
  /** What stands in `[first, last)` depends on the bytes `[from, to)`, which may reach beyond the text where that is cut off. */
  need(from: number, to: number, first: number, last: number): void
}

/** Bytes before a known begin of a match that its expression may look at. */
export const LOOK_BEHIND = 128
