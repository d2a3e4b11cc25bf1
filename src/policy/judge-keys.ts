import { effectiveEntries } from '../dotenv/effective-entries.ts'
import { readEnv } from '../dotenv/read-env.ts'
import type { Breach } from './breach.ts'
import { baseName, counterpartOf, folderOf, isExample } from './env-file-name.ts'
import { isEncrypted } from './judge-env-file.ts'
import { isOfPlatform, isReadByLibraries } from './platform-keys.ts'
import type { EnvUse, FileFacts, PolicyFacts } from './policy-facts.ts'
import { shellWord } from './show-path.ts'
import { isTestPath } from './test-path.ts'

const MOST_NAMED = 8

/** The env files that a template lists the keys of: its counterpart, and what overrides that on one machine. */
export function envFilesOf(template: string, envFiles: readonly FileFacts[]): readonly FileFacts[] {
  const counterpart = counterpartOf(template)
  return envFiles.filter(({ path, existsOnDisk }) => {
    return existsOnDisk && (path === counterpart || path === `${counterpart}.local`)
  })
}

/** Compares the keys of templates with those that env files hold and code asks for. */
export function judgeKeys(facts: PolicyFacts): readonly Breach[] {
  const templates = facts.templates.filter(({ path, text }) => isExample(path) && text !== null)
  const lacking = templates.flatMap((template) => judgeLacking(template, templates, facts.envFiles))
  const used = judgeUsed(facts.uses, templates)
  return [...lacking, ...used, ...templates.flatMap((template) => judgeUnused(template, facts.unnamedKeys))]
}

/** Two templates of one env file count as one. */
function judgeLacking(
  template: FileFacts,
  templates: readonly FileFacts[],
  envFiles: readonly FileFacts[],
): readonly Breach[] {
  const counterpart = counterpartOf(template.path)
  const siblings = templates.filter(({ path }) => counterpartOf(path) === counterpart)
  if (siblings[0] !== template) return []
  const listed = new Set(siblings.flatMap(({ text }) => [...listedKeys(text ?? '')]))
  return envFilesOf(template.path, envFiles).flatMap(({ path, text }) => {
    if (text === null || isEncrypted(text)) return []
    const keys = [...effectiveEntries(text).keys()].filter((key) => !listed.has(key))
    return keys.length === 0 ? [] : [lacks('env-template-lacks-key', template.path, keys, path)]
  })
}

/** The template nearest above the code that asks has to list the key, or one further up. */
function judgeUsed(uses: readonly EnvUse[], templates: readonly FileFacts[]): readonly Breach[] {
  const nearestFirst = templates
    .map(({ path, text }) => ({ path, folder: folderOf(path), keys: listedKeys(text ?? '') }))
    .sort((a, b) => b.folder.length - a.folder.length)
  const missing = new Map<string, Map<string, EnvUse>>()
  for (const use of uses) {
    if (use.isOptional || isOfPlatform(use.key) || isTestPath(use.path)) continue
    const above = nearestFirst.filter(({ folder }) => use.path.startsWith(folder))
    const nearest = above[0]?.path
    if (nearest === undefined || above.some(({ keys }) => keys.has(use.key))) continue
    const keys = missing.get(nearest) ?? new Map<string, EnvUse>()
    missing.set(nearest, keys)
    if (!keys.has(use.key)) keys.set(use.key, use)
  }
  return Array.from(missing, ([path, keys]) => {
    const breach = lacks('env-template-lacks-used-key', path, [...keys.keys()], null)
    const first = [...keys.values()][0]
    return { ...breach, message: `${breach.message} that code asks for (${first?.path}:${first?.line})` }
  })
}

function lacks(
  policyId: 'env-template-lacks-key' | 'env-template-lacks-used-key',
  template: string,
  keys: readonly string[],
  from: string | null,
): Breach {
  const origin = from === null ? '' : ` of ${baseName(from)}`
  return {
    policyId,
    path: template,
    line: null,
    message: `template lacks ${sayKeys(keys)}${origin}`,
    remedy: `add ${keys.length === 1 ? `the line ${keys[0]}=` : 'a line KEY= for each'} to ${shellWord(template)}`,
    mends: [{ kind: 'extend', template, keys, from }],
  }
}

function judgeUnused({ path, text }: FileFacts, unnamed: ReadonlySet<string>): readonly Breach[] {
  const idle = readEnv(text ?? '').filter(({ key }) => unnamed.has(key) && !isReadByLibraries(key))
  if (idle.length === 0) return []
  const keys = idle.map(({ key, line }) => (idle.length === 1 ? key : `${key} (line ${line})`))
  return [
    {
      policyId: 'env-template-unused-key',
      path,
      line: idle[0]?.line ?? null,
      message: `template lists ${sayKeys(keys)}, which no other file names`,
      remedy: 'remove what is not needed; a key that a library reads by itself may stay',
      mends: [],
    },
  ]
}

/** A key that is commented out is known and optional. */
function listedKeys(text: string): ReadonlySet<string> {
  const commented = Array.from(
    text.matchAll(/^[^\S\n]*#+[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_]\w*)=/gm),
    ([, key = '']) => key,
  )
  return new Set([...effectiveEntries(text).keys(), ...commented])
}

function sayKeys(keys: readonly string[]): string {
  const named = keys.slice(0, MOST_NAMED).join(', ')
  const rest = keys.length - MOST_NAMED
  const more = rest > 0 ? ` and ${rest} more` : ''
  return `the ${keys.length === 1 ? 'key' : 'keys'} ${named}${more}`
}
