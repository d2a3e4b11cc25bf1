import type { Check, Verdict } from './check.ts'

export const CHECKSUM_VALID: Verdict = { outcome: 'proves', reason: 'checksum is valid' }

export const CHECKSUM_MISMATCH: Verdict = {
  outcome: 'refutes',
  reason: 'checksum does not match, so it may be altered or made up',
}

/**
 * A check of secrets whose last `length` characters follow from those before them.
 * `compute` gives these characters, or null where what stands before them is not of the secret's form.
 * `mismatch` is the verdict on other characters.
 */
export function trailingChecksum(
  length: number,
  compute: (before: string) => string | null,
  mismatch: Verdict | null = CHECKSUM_MISMATCH,
): Required<Check> {
  return {
    verify(secret) {
      const at = Math.max(0, secret.length - length)
      const expected = compute(secret.slice(0, at))
      if (expected === null) return null
      return secret.slice(at) === expected ? CHECKSUM_VALID : mismatch
    },
    complete: (before) => compute(before) ?? '',
  }
}
