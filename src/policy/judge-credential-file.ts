import type { Breach } from './breach.ts'
import { credentialKind } from './credential-kind.ts'
import { ignoreFix } from './ignore-fix.ts'
import type { FileFacts } from './policy-facts.ts'
import { shellWord } from './show-path.ts'

/** The breach of a key or credential file that is in git or could get there. */
export function judgeCredentialFile(file: FileFacts): Breach | null {
  const says = credentialKind(file.path, file.text)
  const inGit = file.isTracked || file.isStaged
  if (says === null || (!inGit && (file.isIgnored || !file.existsOnDisk))) return null
  const ignore = ignoreFix(file, 'path')
  if (!inGit) {
    return {
      policyId: 'credential-file-not-ignored',
      path: file.path,
      line: null,
      message: `${says} is not covered by .gitignore`,
      remedy: ignore.remedy,
      mends: [ignore.mend],
    }
  }
  const remove = `git rm --cached -- ${shellWord(file.path)}`
  return {
    policyId: 'credential-file-tracked',
    path: file.path,
    line: null,
    message: `${says} is ${file.isStaged ? 'staged for a commit' : 'tracked by git'}`,
    remedy: `${remove}${file.isIgnored ? '' : `, and ${ignore.remedy}`}; replace the credential if it was ever pushed`,
    mends: [...(file.isIgnored ? [] : [ignore.mend]), { kind: 'untrack', path: file.path }],
  }
}
