import type { Config } from '../config/config.ts'
import { gitGate } from '../git/gate.ts'
import { openRepository } from '../git/open-repository.ts'
import type { ScanReport } from '../model/scan-report.ts'
import { isIncomplete } from '../model/skip.ts'
import { VERSION } from '../model/version.ts'
import { openBuiltInRules } from './built-in-rules.ts'
import { judgeRepository } from './policy/judge-repository.ts'
import type { ScanOutcome } from './run-scan.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'

/** Judges a repository by all policies: what git has, had and ignores, what the files hold, and what code asks for. */
export async function runPolicy(config: Config, environment: ScanEnvironment): Promise<ScanOutcome> {
  const started = environment.now()
  const repository = await openRepository(gitGate(config.cwd, environment.env, environment.signal))
  const { verdict, seen, skips } = await judgeRepository(repository, config.policy)
  const report: ScanReport = {
    tool: { name: 'keywarden', version: VERSION, rules: openBuiltInRules().digest() },
    subject: { mode: 'policy', detail: '' },
    complete: !skips.some(isIncomplete),
    summary: {
      objects: seen.files,
      bytes: seen.bytes,
      commits: 0,
      skipped: skips.length,
      alreadyThere: 0,
      milliseconds: Math.round(environment.now() - started),
    },
    findings: [],
    violations: verdict.violations,
    suppressed: [],
    skipped: skips,
    notices: verdict.notices,
  }
  return { report, docs: new Map(), level: config }
}
