/**
 * What the system calls a failure, `EACCES`; '' for a failure of another kind. Read from the property, not by `instanceof`: under
 * Jest the errors of Node are of another world than the program.
 */
export function codeOfFailure(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}
