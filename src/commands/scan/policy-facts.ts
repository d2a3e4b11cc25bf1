import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkIgnored } from '../../git/check-ignored.ts'
import type { GitGate } from '../../git/gate.ts'
import { isEnvFile, isTemplate } from '../../policy/env-file-name.ts'
import type { PolicyFacts } from '../../policy/policy-facts.ts'

/** What is known of one env file or template before it is sorted into the facts. */
export interface EnvPath {
  readonly path: string
  readonly isTracked: boolean
  readonly isStaged: boolean
  readonly text: string | null
}

/** Completes what is known of the paths by asking git which are ignored, and the disk which exist. */
export async function policyFacts(all: readonly EnvPath[], gate: GitGate, root: string): Promise<PolicyFacts> {
  const verdicts = await checkIgnored(
    gate,
    all.map(({ path }) => path),
  )
  const facts = all.map((file, i) => ({
    ...file,
    isIgnored: verdicts[i]?.isIgnored ?? false,
    existsOnDisk: existsSync(join(root, file.path)),
  }))
  return {
    envFiles: facts.filter(({ path }) => isEnvFile(path)),
    templates: facts.filter(({ path }) => isTemplate(path)),
  }
}
