import type { SourceContext } from '../../sources/create-source.ts'
import { type HeadStart, startStaged } from '../../sources/head-start.ts'

/** Options whose value may look like another option. */
const PLAIN_HOOK = /^--(?:staged|quiet|no-color|color|verbose|known|no-known)$/

/**
 * What a hook's command line lets git begin with before the rest of the program is loaded; null for any other command
 * line, and where git cannot be started, which the scan itself tells.
 */
export function headStart(
  argv: readonly string[],
  { cwd, env, signal }: Pick<SourceContext, 'env' | 'signal'> & { readonly cwd: () => string },
): HeadStart | null {
  const [verb, ...options] = argv
  if (verb !== 'scan' || !options.includes('--staged') || !options.every((option) => PLAIN_HOOK.test(option)))
    return null
  try {
    return startStaged(cwd(), env, signal)
  } catch {
    return null
  }
}
