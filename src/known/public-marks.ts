import type { EnvEntry } from '../dotenv/read-env.ts'

/** `# keywarden: public`, with a reason behind it or none. */
const MARK = /#\s*keywarden:\s*public\b/

/** The entries of a `.env` text that no comment on their line or on the one above calls public. */
export function withoutMarked(text: string, entries: readonly EnvEntry[]): readonly EnvEntry[] {
  if (!MARK.test(text)) return entries
  const lines = text.split('\n')
  return entries.filter(({ line, valueEnd }) => {
    const lineEnd = text.indexOf('\n', valueEnd)
    const behind = text.slice(valueEnd, lineEnd < 0 ? text.length : lineEnd)
    const above = lines[line - 2]?.trim() ?? ''
    return !MARK.test(behind) && !(above.startsWith('#') && MARK.test(above))
  })
}
