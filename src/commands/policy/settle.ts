import type { PolicySettings } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { Breach } from '../../policy/breach.ts'
import { type PolicyAllowance, type PolicyVerdict, settleBreaches } from '../../policy/settle-breaches.ts'

/** What becomes of breaches under the settings of a repository. */
export async function settle(breaches: readonly Breach[], { levels, allow }: PolicySettings): Promise<PolicyVerdict> {
  return settleBreaches(breaches, { levels, allowances: await compile(allow) })
}

/** The matcher of globs costs start-up, and most repositories have no entry. */
async function compile(entries: PolicySettings['allow']): Promise<readonly PolicyAllowance[]> {
  if (entries.length === 0) return []
  const { compilePathGlob, flawOfGlob } = await import('../../triage/path-glob.ts')
  return entries.map(({ paths, policies, reason, source }) => {
    for (const glob of paths) {
      const flaw = flawOfGlob(glob)
      if (flaw !== null) {
        throw new ScanError('CONFIG_INVALID', `${source}: the path ${JSON.stringify(glob.slice(0, 80))} ${flaw}`, {
          hint: 'mend the glob',
        })
      }
    }
    const tests = paths.map(compilePathGlob)
    return { accepts: (path) => tests.some((test) => test(path)), policies, reason, source }
  })
}
