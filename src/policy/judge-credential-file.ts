import type { Breach } from './breach.ts'
import { type Credential, credentialOf } from './credential-kind.ts'
import { type IgnoreFix, ignoreFix } from './ignore-fix.ts'
import type { FileFacts } from './policy-facts.ts'
import { shellWord } from './show-path.ts'

/** The breach of a key or credential file that is in git or could get there. */
export function judgeCredentialFile(file: FileFacts): Breach | null {
  const credential = credentialOf(file.path, file.text)
  const inGit = file.isTracked || file.isStaged
  if (credential === null || (!inGit && (file.isIgnored || !file.existsOnDisk))) return null
  const { says, line } = credential
  const what = inGit
    ? ({
        policyId: 'credential-file-tracked',
        message: `${says} is ${file.isStaged ? 'staged for a commit' : 'tracked by git'}`,
      } as const)
    : ({ policyId: 'credential-file-not-ignored', message: `${says} is not covered by .gitignore` } as const)
  return { ...what, path: file.path, line, ...cure(file, credential, inGit ? 'in git' : 'beside git') }
}

/** A file that belongs into git keeps its place and loses the credential, which only a person can put elsewhere. */
function cure(
  file: FileFacts,
  { instead }: Credential,
  place: 'in git' | 'beside git',
): Pick<Breach, 'remedy' | 'mends'> {
  const replace = place === 'in git' ? '; replace the credential if it was ever pushed' : ''
  if (instead !== null)
    return { remedy: `write ${instead} instead, and set the variable outside git${replace}`, mends: [] }
  const ignore: IgnoreFix = ignoreFix(file, 'path')
  if (place === 'beside git') return { remedy: ignore.remedy, mends: [ignore.mend] }
  return {
    remedy: `git rm --cached -- ${shellWord(file.path)}${file.isIgnored ? '' : `, and ${ignore.remedy}`}${replace}`,
    mends: [...(file.isIgnored ? [] : [ignore.mend]), { kind: 'untrack', path: file.path }],
  }
}
