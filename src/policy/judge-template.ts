import { effectiveEntries } from '../dotenv/effective-entries.ts'
import { readEnv } from '../dotenv/read-env.ts'
import type { Breach } from './breach.ts'
import { baseName, folderOf, isExample } from './env-file-name.ts'
import { holdsSecret } from './holds-secret.ts'
import { isLeftOut } from './ignore-file.ts'
import { isShared } from './ignore-fix.ts'
import { judgeRepeated } from './judge-repeated.ts'
import type { DecidingRule, FileFacts } from './policy-facts.ts'
import { ignoreLine, shellWord } from './show-path.ts'

/**
 * The breaches of one template: kept out of git, or with real values in it. Names keys, never values.
 * @param envFiles the env files that it is a template of
 */
export function judgeTemplate(template: FileFacts, envFiles: readonly FileFacts[]): readonly Breach[] {
  return [...judgeIgnored(template), ...judgeValues(template, envFiles), ...judgeRepeated(template)]
}

/** Ignoring a tracked template changes nothing; settings of a test run may be private. */
function judgeIgnored({ path, isIgnored, isTracked, existsOnDisk, rule }: FileFacts): readonly Breach[] {
  if (!isExample(path) || !isIgnored || isTracked || !existsOnDisk) return []
  const line = `!${ignoreLine(baseName(path))}`
  const shared = rule !== null && isShared(rule)
  const file = shared ? rule.source : '.gitignore'
  const below = shared ? ` below line ${rule.line} (${rule.pattern})` : ''
  // git does not look into a folder that is ignored as a whole
  const isFolder = rule !== null && coversFolder(rule, path)
  return [
    {
      policyId: 'env-template-ignored',
      path,
      line: null,
      message: 'template is ignored by git, so nobody else gets it',
      remedy: isFolder ? `git add --force -- ${shellWord(path)}` : `add the line ${line} to ${file}${below}`,
      mends: isFolder ? [] : [{ kind: 'ignore', file, line }],
    },
  ]
}

function coversFolder({ source, pattern }: DecidingRule, path: string): boolean {
  const base = path.startsWith(folderOf(source)) ? folderOf(source).length : 0
  const folder = folderOf(path.slice(base)).slice(0, -1)
  return folder !== '' && isLeftOut(pattern, 'npm', folder)
}

/** One breach a line: that it is the value in use says more than that it looks real. */
function judgeValues(template: FileFacts, envFiles: readonly FileFacts[]): readonly Breach[] {
  const real = readEnv(template.text ?? '').filter(holdsSecret)
  const used = envFiles.map(({ path, text }) => ({ path, entries: effectiveEntries(text ?? '') }))
  return real.map(({ key, value, line }) => {
    const same = used.find(({ entries }) => entries.get(key)?.value === value)
    if (same === undefined) return judgeRealValue(template.path, key, line)
    return {
      policyId: 'env-template-shares-value',
      path: template.path,
      line,
      message: `template holds the same value for ${key} as ${baseName(same.path)}`,
      remedy: `leave ${key} empty; the value is no secret any more if the template was ever committed: replace it`,
      mends: [{ kind: 'blank', template: template.path, key }],
    }
  })
}

function judgeRealValue(path: string, key: string, line: number): Breach {
  return {
    policyId: 'env-template-holds-value',
    path,
    line,
    message: `template holds what looks like a real value for ${key}`,
    remedy: `leave ${key} empty or write a placeholder such as <${key.toLowerCase()}>; if the value is in use, replace it`,
    mends: [],
  }
}
