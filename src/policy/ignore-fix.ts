import type { Mend } from './breach.ts'
import { baseName, folderOf } from './env-file-name.ts'
import type { DecidingRule, FileFacts } from './policy-facts.ts'
import { ignoreLine } from './show-path.ts'

/** How a file comes to be ignored, in words and for a program. */
export interface IgnoreFix {
  readonly remedy: string
  readonly mend: Mend
}

/** A line that makes git ignore a file: any of its name, or the one at its path. It stands where it outranks the rule that takes the file in. */
export function ignoreFix({ path, rule }: Pick<FileFacts, 'path' | 'rule'>, by: 'name' | 'path'): IgnoreFix {
  const file = rule !== null && isShared(rule) ? rule.source : '.gitignore'
  const line = by === 'name' ? ignoreLine(baseName(path)) : `/${ignoreLine(path.slice(folderOf(file).length))}`
  const why = rule?.pattern.startsWith('!')
    ? ` below line ${rule.line} (${rule.pattern}), which takes the file in again`
    : ''
  return { remedy: `add the line ${line} to ${file}${why}`, mend: { kind: 'ignore', file, line } }
}

/** True for a rule that everybody who clones the repository gets: neither the user's own nor that of one clone. */
export function isShared({ source }: DecidingRule): boolean {
  return /(?:^|\/)\.gitignore$/.test(source) && !/^(?:\/|~|[A-Za-z]:|\.\.\/)/.test(source)
}
