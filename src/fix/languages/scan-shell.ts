/** How the characters of a stretch of a shell script are read. */
export type ShellMode = 'plain' | 'single' | 'double' | 'ansi' | 'comment' | 'here' | 'raw-here'

/** A stretch of one mode, its quotes left out. */
export interface ShellStretch {
  readonly mode: ShellMode
  readonly start: number
  readonly end: number
}

interface Scan {
  readonly text: string
  readonly stretches: ShellStretch[]
  /** Here-documents whose text begins behind the next line feed. */
  readonly pending: { readonly word: string; readonly mode: 'here' | 'raw-here' }[]
  at: number
}

/**
 * Cuts a shell script into stretches by how they are quoted, as POSIX 2.2 to 2.7.4 tells and bash adds. Command
 * substitution within double quotes is plain again.
 */
export function scanShell(text: string): readonly ShellStretch[] {
  const scan: Scan = { text, stretches: [], pending: [], at: 0 }
  while (scan.at < text.length) {
    scanCode(scan, '')
    scan.at++ // a bracket that nothing opened
  }
  return scan.stretches.sort((a, b) => a.start - b.start)
}

/** Reads code up to the `closer` that ends a substitution, or to the end. */
function scanCode(scan: Scan, closer: string): void {
  const { text } = scan
  let from = scan.at
  const cut = (end: number) => {
    if (end > from) scan.stretches.push({ mode: 'plain', start: from, end })
  }
  for (; scan.at < text.length && (closer === '' || text[scan.at] !== closer); ) {
    const reader = readerAt(scan)
    if (reader === null) {
      scan.at += text[scan.at] === '\\' ? 2 : 1
      continue
    }
    cut(scan.at)
    reader()
    from = scan.at
  }
  cut(Math.min(scan.at, text.length))
}

function readerAt(scan: Scan): (() => void) | null {
  const { text, at } = scan
  const char = text[at]
  if (char === "'") return () => upTo(scan, at + 1, "'", 'single')
  if (char === '"') return () => scanDouble(scan)
  if (char === '$' && text[at + 1] === "'") return () => scanAnsi(scan)
  if (char === '$' && text[at + 1] === '(' && text[at + 2] !== '(') return () => substitution(scan, 2, ')')
  if (char === '#' && (at === 0 || /[\s;&|()<>]/.test(text[at - 1] ?? ''))) return () => comment(scan)
  if (char === '<' && text[at + 1] === '<' && text[at + 2] !== '<' && text[at - 1] !== '<') return () => hereWord(scan)
  if (char === '\n' && scan.pending.length > 0) return () => hereDocuments(scan)
  return null
}

function upTo(scan: Scan, start: number, closer: string, mode: ShellMode): void {
  const found = scan.text.indexOf(closer, start)
  const end = found < 0 ? scan.text.length : found
  scan.stretches.push({ mode, start, end })
  scan.at = end + 1
}

function comment(scan: Scan): void {
  upTo(scan, scan.at, '\n', 'comment')
  scan.at--
}

function scanAnsi(scan: Scan): void {
  const start = scan.at + 2
  let end = start
  while (end < scan.text.length && scan.text[end] !== "'") end += scan.text[end] === '\\' ? 2 : 1
  scan.stretches.push({ mode: 'ansi', start, end })
  scan.at = end + 1
}

function substitution(scan: Scan, opener: number, closer: string): void {
  scan.at += opener
  scanCode(scan, closer)
  scan.at++
}

function scanDouble(scan: Scan): void {
  const { text } = scan
  let from = ++scan.at
  const cut = () => scan.stretches.push({ mode: 'double', start: from, end: Math.min(scan.at, text.length) })
  while (scan.at < text.length && text[scan.at] !== '"') {
    const isSubstitution = text.startsWith('$(', scan.at) && text[scan.at + 2] !== '('
    if (!isSubstitution) {
      scan.at += text[scan.at] === '\\' ? 2 : 1
      continue
    }
    cut()
    substitution(scan, 2, ')')
    from = scan.at
  }
  cut()
  scan.at++
}

function hereWord(scan: Scan): void {
  const match = /<<-?[ \t]*(\\?)(["']?)([\w.-]+)\2/y
  match.lastIndex = scan.at
  const found = match.exec(scan.text)
  scan.at += found?.[0].length ?? 2
  if (found === null) return
  scan.pending.push({ word: found[3] ?? '', mode: found[1] || found[2] ? 'raw-here' : 'here' })
}

function hereDocuments(scan: Scan): void {
  scan.at++
  for (const { word, mode } of scan.pending.splice(0)) {
    const closer = new RegExp(`^\\t*${word.replace(/[.-]/g, '\\$&')}\\r?$`, 'gm')
    closer.lastIndex = scan.at
    const end = closer.exec(scan.text)
    scan.stretches.push({ mode, start: scan.at, end: end?.index ?? scan.text.length })
    scan.at = end === null ? scan.text.length : end.index + end[0].length
  }
}
