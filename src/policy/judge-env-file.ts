import { readEnv } from '../dotenv/read-env.ts'
import type { Violation } from '../model/finding.ts'
import { baseName } from './env-file-name.ts'
import { holdsSecret } from './holds-secret.ts'
import { POLICIES } from './policies.ts'
import type { EnvFileFacts } from './policy-facts.ts'
import { ignoreLine, shellWord } from './show-path.ts'

/** `encrypted:` is dotenvx's, `ENC[` is SOPS's. */
const ENCRYPTED_VALUE = /^(?:encrypted:|ENC\[)/

/** The breach of an env file that is in git or could get there; null where there is none, as in an encrypted one. */
export function judgeEnvFile(file: EnvFileFacts): Violation | null {
  if (file.text !== null && isEncrypted(file.text)) return null
  if (file.isTracked || file.isStaged) return judgeTracked(file)
  return file.existsOnDisk && !file.isIgnored ? judgeNotIgnored(file) : null
}

/** True where a value is encrypted and no secret beside it stands in the clear. */
export function isEncrypted(text: string): boolean {
  const entries = readEnv(text)
  return entries.some(({ value }) => ENCRYPTED_VALUE.test(value)) && !entries.some(holdsSecret)
}

function judgeTracked(file: EnvFileFacts): Violation {
  const remove = `git rm --cached -- ${shellWord(file.path)}`
  return {
    policyId: 'env-file-tracked',
    severity: POLICIES['env-file-tracked'],
    path: file.path,
    line: null,
    message: file.isStaged ? 'env file is staged for a commit' : 'env file is tracked by git',
    remedy: file.isIgnored ? remove : `${remove}, and add the line ${ignoreLine(baseName(file.path))} to .gitignore`,
  }
}

function judgeNotIgnored(file: EnvFileFacts): Violation {
  return {
    policyId: 'env-file-not-ignored',
    severity: POLICIES['env-file-not-ignored'],
    path: file.path,
    line: null,
    message: 'env file is not covered by .gitignore',
    remedy: `add the line ${ignoreLine(baseName(file.path))} to .gitignore`,
  }
}
