import { readEnv } from '../dotenv/read-env.ts'
import type { Breach } from './breach.ts'
import { isDefaultsFile } from './env-file-name.ts'
import { holdsSecret, textHoldsSecret } from './holds-secret.ts'
import { ignoreFix, isShared } from './ignore-fix.ts'
import { judgeRepeated } from './judge-repeated.ts'
import type { EnvFileFacts, FileFacts, PastFile } from './policy-facts.ts'
import { shellWord } from './show-path.ts'

/** `encrypted:` is dotenvx's, `ENC[` is SOPS's. */
const ENCRYPTED_VALUE = /^(?:encrypted:|ENC\[)/

/** The breaches of an env file that is in git or could get there; none for an encrypted one. */
export function judgeEnvFile(file: EnvFileFacts): readonly Breach[] {
  if (file.text !== null && isEncrypted(file.text)) return []
  const inGit = file.isTracked || file.isStaged
  if (inGit && isDefaultsFile(file.path) && file.text !== null && !textHoldsSecret(file.text)) {
    return [judgeDefaults(file), ...judgeRepeated(file)]
  }
  return [...(inGit ? [judgeTracked(file)] : judgeIgnored(file)), ...judgeOpen(file), ...judgeRepeated(file)]
}

/** The breach of an env file that is not there yet: whoever copies the template to it may commit it. */
export function judgeAwaited(file: FileFacts): Breach | null {
  if (file.isIgnored) return null
  const { remedy, mend } = ignoreFix(file, 'name')
  return {
    policyId: 'env-file-unguarded',
    path: file.path,
    line: null,
    message: 'a template announces this env file, and no line of .gitignore covers it',
    remedy,
    mends: [mend],
  }
}

/** The breach of an env file that a commit has: whoever has a clone has its values. None for one without secrets. */
export function judgePast({ path, commit, text }: PastFile): Breach | null {
  if (text !== null && (isEncrypted(text) || !textHoldsSecret(text))) return null
  return {
    policyId: 'env-file-in-history',
    path,
    line: null,
    message: `env file with secrets is in history since commit ${commit.slice(0, 12)}`,
    remedy: 'replace every secret that it held, for every clone has them; then accept it under [[policy.allow]]',
    mends: [],
  }
}

/** True where a value is encrypted and no secret beside it stands in the clear. */
export function isEncrypted(text: string): boolean {
  const entries = readEnv(text)
  return entries.some(({ value }) => ENCRYPTED_VALUE.test(value)) && !entries.some(holdsSecret)
}

function judgeTracked(file: EnvFileFacts): Breach {
  const ignore = ignoreFix(file, 'name')
  const remove = `git rm --cached -- ${shellWord(file.path)}`
  return {
    policyId: 'env-file-tracked',
    path: file.path,
    line: null,
    message: file.isStaged ? 'env file is staged for a commit' : 'env file is tracked by git',
    remedy: file.isIgnored ? remove : `${remove}, and ${ignore.remedy}`,
    mends: [...(file.isIgnored ? [] : [ignore.mend]), { kind: 'untrack', path: file.path }],
  }
}

function judgeDefaults(file: EnvFileFacts): Breach {
  return {
    policyId: 'env-defaults-tracked',
    path: file.path,
    line: null,
    message: 'env file of a mode is in git; it holds no secret now',
    remedy: `keep secrets in ${shellWord(`${file.path}.local`)}, which git must ignore`,
    mends: [],
  }
}

function judgeIgnored(file: EnvFileFacts): readonly Breach[] {
  const { path, isIgnored, existsOnDisk, rule } = file
  const isSafeForAll = isIgnored && (rule === null || isShared(rule))
  if (!existsOnDisk || isSafeForAll) return []
  const { remedy, mend } = ignoreFix(file, 'name')
  const what = isIgnored
    ? ({
        policyId: 'env-file-ignored-only-here',
        message: `env file is ignored by ${rule?.source} alone, which nobody else has`,
      } as const)
    : ({ policyId: 'env-file-not-ignored', message: 'env file is not covered by .gitignore' } as const)
  return [{ ...what, path, line: null, remedy, mends: [mend] }]
}

function judgeOpen(file: EnvFileFacts): readonly Breach[] {
  if (!file.isOpenToAll || file.text === null || !textHoldsSecret(file.text)) return []
  return [
    {
      policyId: 'env-file-open-to-all',
      path: file.path,
      line: null,
      message: 'every user of this machine may read the env file',
      remedy: `chmod 600 ${shellWord(file.path)}`,
      mends: [{ kind: 'close', path: file.path }],
    },
  ]
}
