import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkIgnored } from '../../git/check-ignored.ts'
import type { GitGate } from '../../git/gate.ts'
import { mayHoldCredential } from '../../policy/credential-kind.ts'
import { isEnvFile, isTemplate } from '../../policy/env-file-name.ts'
import type { FileFacts, PolicyFacts } from '../../policy/policy-facts.ts'

/** What is known of a file before git is asked whether it is ignored. */
export type KnownFile = Pick<FileFacts, 'path' | 'isTracked' | 'isStaged' | 'text'>

/** The facts that are the same for all scopes, by kind of file. */
export type SortedFacts = Pick<PolicyFacts, 'envFiles' | 'templates' | 'credentialFiles'>

/** True for a file that a policy judges by name. */
export function isJudgedByName(path: string): boolean {
  return isEnvFile(path) || isTemplate(path) || mayHoldCredential(path)
}

/** Completes what is known of the files by asking git which are ignored, and the disk which exist. */
export async function fileFacts(files: readonly KnownFile[], gate: GitGate, root: string): Promise<SortedFacts> {
  const verdicts = await checkIgnored(
    gate,
    files.map(({ path }) => path),
  )
  const facts: readonly FileFacts[] = files.map((file, i) => ({
    ...file,
    isIgnored: verdicts[i]?.isIgnored ?? false,
    rule: verdicts[i]?.rule ?? null,
    existsOnDisk: existsSync(join(root, file.path)),
  }))
  return {
    envFiles: facts.filter(({ path }) => isEnvFile(path)).map((file) => ({ ...file, isOpenToAll: false })),
    templates: facts.filter(({ path }) => isTemplate(path)),
    credentialFiles: facts.filter(({ path }) => mayHoldCredential(path)),
  }
}
