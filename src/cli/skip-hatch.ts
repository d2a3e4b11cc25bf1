import type { SourceSettings } from '../model/source-settings.ts'

/** Variable that lets one commit through unscanned. */
export const SKIP_VARIABLE = 'SKIP_KEYWARDEN'

/** Told where a hook is skipped. */
export const SKIPPED = `${SKIP_VARIABLE} is set: what is staged is not scanned; CI still checks it`

/** Told where a hook blocks a commit. */
export const WAY_OUT = `to commit all the same: git commit -n, or ${SKIP_VARIABLE}=1 git commit; CI still checks it`

/** True where the user has asked to let this commit through. Counts for what is staged only: CI has no such hatch. */
export function isSkipped(source: SourceSettings, env: NodeJS.ProcessEnv): boolean {
  const value = env[SKIP_VARIABLE] ?? ''
  return source.kind === 'staged' && value !== '' && value !== '0' && value !== 'false'
}
