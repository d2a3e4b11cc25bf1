import type { Breach } from './breach.ts'
import { baseName, folderOf, isExample } from './env-file-name.ts'
import { judgeCredentialFile } from './judge-credential-file.ts'
import { isEncrypted, judgeAwaited, judgeEnvFile, judgePast } from './judge-env-file.ts'
import { envFilesOf, judgeKeys } from './judge-keys.ts'
import { judgeShipping } from './judge-shipping.ts'
import { judgeTemplate } from './judge-template.ts'
import { judgeUse } from './judge-use.ts'
import type { EnvFileFacts, PolicyFacts } from './policy-facts.ts'
import { shellWord } from './show-path.ts'

/** Judges the env files, templates and credential files of a repository, and what ships them; sorted by path, line and policy. */
export function judgePolicy(facts: PolicyFacts): readonly Breach[] {
  const breaches = [
    ...facts.envFiles.flatMap((file) => judgeEnvFile(isAtHand(file, facts) ? file : { ...file, text: null })),
    ...facts.templates.flatMap((template) => judgeTemplate(template, envFilesOf(template.path, facts.envFiles))),
    ...facts.awaited.map(judgeAwaited),
    ...judgeMissing(facts),
    ...facts.credentialFiles.map(judgeCredentialFile),
    ...judgeFormer(facts),
    ...facts.uses.map(judgeUse),
    ...judgeShipping(facts),
    ...(facts.scope === 'repository' ? judgeKeys(facts) : []),
  ]
  return breaches.filter((breach) => breach !== null).sort(byPlace)
}

/** Beside what a commit changes, the content of a file that git has not is there only to be compared with. */
function isAtHand({ isTracked, isStaged }: EnvFileFacts, { scope }: PolicyFacts): boolean {
  return scope === 'repository' || isTracked || isStaged
}

/** A path once, by the first commit that breaks the policy; what is tracked still is told as that. */
function judgeFormer({ past, envFiles }: PolicyFacts): readonly Breach[] {
  const tracked = new Set(envFiles.filter(({ isTracked }) => isTracked).map(({ path }) => path))
  const breaches = past.map(judgePast).filter((breach) => breach !== null && !tracked.has(breach.path))
  return [...new Map(breaches.toReversed().map((breach) => [breach?.path, breach])).values()].filter(
    (one) => one !== null,
  )
}

/** An encrypted `.env` is committed and shows its keys, so it needs no template. */
function judgeMissing({ envFiles, templates }: PolicyFacts): readonly Breach[] {
  const there = templates.filter(({ path, isTracked, existsOnDisk }) => isExample(path) && (isTracked || existsOnDisk))
  const folders = new Set(there.map(({ path }) => folderOf(path)))
  const lacking = envFiles.filter(({ path, isTracked, existsOnDisk, text }) => {
    const isThere = baseName(path) === '.env' && (existsOnDisk || isTracked)
    return isThere && !folders.has(folderOf(path)) && !(text !== null && isEncrypted(text))
  })
  return lacking.map(({ path }) => {
    const template = `${folderOf(path)}.env.example`
    return {
      policyId: 'env-template-missing',
      path: template,
      line: null,
      message: 'there is a .env and no template that tells its keys',
      remedy: `create ${shellWord(template)} with the keys of .env and no values, and commit it`,
      mends: [{ kind: 'extend', template, keys: [], from: path }],
    }
  })
}

function byPlace(a: Breach, b: Breach): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.line !== b.line) return (a.line ?? 0) - (b.line ?? 0)
  return a.policyId < b.policyId ? -1 : Number(a.policyId > b.policyId)
}
