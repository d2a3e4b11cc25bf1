import type { SourceSettings } from '../model/source-settings.ts'

/** Variable that lets one commit through unscanned. */
export const SKIP_VARIABLE = 'SKIP_KEYWARDEN'

/** What a hook scans, told where it is skipped and where it blocks. */
interface Hatch {
  readonly skipped: string
  readonly wayOut: string
}

const HATCHES: Readonly<Partial<Record<SourceSettings['kind'], Hatch>>> = {
  staged: {
    skipped: `${SKIP_VARIABLE} is set: what is staged is not scanned; CI still checks it`,
    wayOut: `to commit all the same: git commit -n, or ${SKIP_VARIABLE}=1 git commit; CI still checks it`,
  },
  push: {
    skipped: `${SKIP_VARIABLE} is set: what is pushed is not scanned; CI still checks it`,
    wayOut: `to push all the same: git push --no-verify, or ${SKIP_VARIABLE}=1 git push; CI still checks it`,
  },
}

/** The way round a hook; null for what no hook scans: CI has no such hatch. */
export function hatchOf(source: SourceSettings): Hatch | null {
  return HATCHES[source.kind] ?? null
}

/** True where the user has asked to let this commit or push through. */
export function isSkipped(env: NodeJS.ProcessEnv): boolean {
  const value = env[SKIP_VARIABLE] ?? ''
  return value !== '' && value !== '0' && value !== 'false'
}
