import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { type GitGate, gitGate } from '../git/gate.ts'
import { listIgnoredEnvFiles, listIndex, listUntracked } from '../git/list-files.ts'
import { openRepository } from '../git/open-repository.ts'
import type { ScanReport } from '../model/scan-report.ts'
import type { Skip } from '../model/skip.ts'
import { VERSION } from '../model/version.ts'
import { isEnvFile, isTemplate } from '../policy/env-file-name.ts'
import { judgePolicy } from '../policy/judge-policy.ts'
import { openBuiltInRules } from './built-in-rules.ts'
import type { ScanOutcome } from './run-scan.ts'
import { type EnvPath, policyFacts } from './scan/policy-facts.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'

/** Bytes of an env file that are read; more than that is no list of settings. */
const LARGEST = 256 * 1024

/** Judges the env files and templates of a repository by name, by what git ignores and tracks, and by what they hold. */
export async function runPolicy(config: Config, environment: ScanEnvironment): Promise<ScanOutcome> {
  const started = environment.now()
  const { gate, root } = await openRepository(gitGate(config.cwd, environment.env, environment.signal))
  const skipped: Skip[] = []
  const files = (await listEnvPaths(gate)).map((file) => ({ ...file, text: textOf(root, file.path, skipped) }))
  const violations = judgePolicy(await policyFacts(files, gate, root))
  const report: ScanReport = {
    tool: { name: 'keywarden', version: VERSION, rules: openBuiltInRules().digest() },
    subject: { mode: 'policy', detail: '' },
    complete: skipped.length === 0,
    summary: {
      objects: files.length,
      bytes: files.reduce((sum, { text }) => sum + (text?.length ?? 0), 0),
      commits: 0,
      skipped: skipped.length,
      alreadyThere: 0,
      milliseconds: Math.round(environment.now() - started),
    },
    findings: [],
    violations,
    suppressed: [],
    skipped,
    notices: [],
  }
  return { report, docs: new Map(), level: config }
}

async function listEnvPaths(gate: GitGate): Promise<readonly EnvPath[]> {
  const [index, untracked, ignored] = await Promise.all([
    listIndex(gate),
    listUntracked(gate),
    listIgnoredEnvFiles(gate),
  ])
  const tracked = new Set(index.map(({ path }) => path).filter(isOfInterest))
  const others = [...untracked.paths, ...ignored].filter((path) => isOfInterest(path) && !tracked.has(path))
  return [...tracked, ...new Set(others)].map((path) => ({
    path,
    isTracked: tracked.has(path),
    isStaged: false,
    text: null,
  }))
}

function isOfInterest(path: string): boolean {
  return isEnvFile(path) || isTemplate(path)
}

/** The beginning of a file; null where there is none, and a skip where it cannot be read. */
function textOf(root: string, path: string, skipped: Skip[]): string | null {
  try {
    // neither a link nor a pipe is followed or waited for
    const file = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const bytes = Buffer.alloc(fstatSync(file).isFile() ? Math.min(LARGEST, fstatSync(file).size) : 0)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENXIO') return null
    skipped.push({ type: 'skip', path, commit: null, reason: 'unreadable', detail: code ?? '' })
    return null
  }
}
