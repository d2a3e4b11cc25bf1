import type { Violation } from '../model/finding.ts'
import { baseName, folderOf, isExample } from './env-file-name.ts'
import { isEncrypted, judgeEnvFile } from './judge-env-file.ts'
import { judgeTemplate } from './judge-template.ts'
import { POLICIES } from './policies.ts'
import type { PolicyFacts } from './policy-facts.ts'
import { shellWord } from './show-path.ts'

/** Judges the .env files and templates of a repository; sorted by path, line and policy. */
export function judgePolicy(facts: PolicyFacts): readonly Violation[] {
  const ofFiles = facts.envFiles.map(judgeEnvFile).filter((violation) => violation !== null)
  const ofTemplates = facts.templates.flatMap(judgeTemplate)
  return [...ofFiles, ...ofTemplates, ...judgeMissing(facts)].sort(byPlace)
}

/** An encrypted `.env` is committed and shows its keys, so it needs no template. */
function judgeMissing({ envFiles, templates }: PolicyFacts): readonly Violation[] {
  const there = templates.filter(({ path, isTracked, existsOnDisk }) => isExample(path) && (isTracked || existsOnDisk))
  const folders = new Set(there.map(({ path }) => folderOf(path)))
  const lacking = envFiles.filter(({ path, isTracked, existsOnDisk, text }) => {
    const isThere = baseName(path) === '.env' && (existsOnDisk || isTracked)
    return isThere && !folders.has(folderOf(path)) && !(text !== null && isEncrypted(text))
  })
  return lacking.map(({ path }) => ({
    policyId: 'env-template-missing',
    severity: POLICIES['env-template-missing'],
    path: `${folderOf(path)}.env.example`,
    line: null,
    message: 'there is a .env and no template that tells its keys',
    remedy: `create ${shellWord(`${folderOf(path)}.env.example`)} with the keys of .env and no values, and commit it`,
  }))
}

function byPlace(a: Violation, b: Violation): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.line !== b.line) return (a.line ?? 0) - (b.line ?? 0)
  return a.policyId < b.policyId ? -1 : Number(a.policyId > b.policyId)
}
