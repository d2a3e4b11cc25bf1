/** How the patterns of an ignore file are read: Docker's stand from the folder of the file, npm's at any depth like git's. */
export type IgnoreDialect = 'docker' | 'npm'

interface IgnorePattern {
  readonly isNegated: boolean
  /** Fits folders alone: what lies in them is left out with them. */
  readonly isOfFolders: boolean
  readonly names: readonly string[]
}

/** Longest line of an ignore file that is heeded; matching costs its square. */
const LONGEST = 1024

/** Tells whether the lines of an ignore file leave a path out: the last one that fits it, or a folder above it, decides. */
export function isLeftOut(text: string, dialect: IgnoreDialect, path: string): boolean {
  const names = path.split('/')
  const deciding = readPatterns(text, dialect).findLast(({ names: pattern, isOfFolders }) => {
    const candidates = isOfFolders ? names.slice(0, -1) : names
    return candidates.some((_, i) => matchesNames(pattern, names.slice(0, i + 1)))
  })
  return deciding !== undefined && !deciding.isNegated
}

/** True where a single pattern of a list, such as `files` of a package.json, fits the path or a folder above it. */
export function isCovered(pattern: string, path: string): boolean {
  return isLeftOut(pattern.startsWith('/') ? pattern : `/${pattern}`, 'npm', path)
}

function readPatterns(text: string, dialect: IgnoreDialect): readonly IgnorePattern[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.flatMap((raw) => {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.length > LONGEST) return []
    const isNegated = line.startsWith('!')
    const pattern = isNegated ? line.slice(1).trim() : line
    const named = pattern.split('/').filter((name) => name !== '' && name !== '.')
    const names = named.at(-1) === '**' ? [...named, '*'] : named // what stands in a folder, not the folder
    const isAnchored = dialect === 'docker' || pattern.replace(/\/$/, '').includes('/')
    const isOfFolders = dialect === 'npm' && pattern.endsWith('/')
    return [{ isNegated, isOfFolders, names: isAnchored ? names : ['**', ...names] }]
  })
}

/** Walks both lists once, going back only to the last `**`: time grows with their product, whatever they hold. */
function matchesNames(patterns: readonly string[], names: readonly string[]): boolean {
  return matchList(patterns, names, (pattern) => pattern === '**', matchesName)
}

function matchesName(pattern: string, name: string): boolean {
  const tokens = pattern.match(/\[[^\]]+\]|\\.|./gsu) ?? []
  return matchList(tokens, [...name], (token) => token === '*', matchesChar)
}

function matchesChar(token: string, char: string): boolean {
  if (token === '?') return true
  if (token.length > 1 && token.startsWith('\\')) return token.slice(1) === char
  if (token.length < 3 || !token.startsWith('[')) return token === char
  const isNegated = /^\[[!^]/.test(token)
  const members = token.slice(isNegated ? 2 : 1, -1)
  const ranges = members.match(/.-.|./gsu) ?? []
  const isMember = ranges.some((range) => {
    const [low = '', , high = low] = [...range]
    return char >= low && char <= high
  })
  return isMember !== isNegated
}

/** Fits a list of patterns to a list of items, where a pattern may be any number of items. */
function matchList(
  patterns: readonly string[],
  items: readonly string[],
  isAny: (pattern: string) => boolean,
  fits: (pattern: string, item: string) => boolean,
): boolean {
  let at = 0
  let resumeAt = -1
  let resumeItem = 0
  for (let item = 0; item < items.length; ) {
    const pattern = patterns[at]
    if (pattern !== undefined && isAny(pattern)) {
      resumeAt = ++at
      resumeItem = item
    } else if (pattern !== undefined && fits(pattern, items[item] ?? '')) {
      at++
      item++
    } else if (resumeAt >= 0) {
      at = resumeAt
      item = ++resumeItem
    } else {
      return false
    }
  }
  return patterns.slice(at).every(isAny)
}
