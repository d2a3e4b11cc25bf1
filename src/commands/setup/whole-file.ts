import { createHash } from 'node:crypto'

const HEAD = /^# Written by keywarden init \[([0-9a-f]{16})\][^\n]*\n/

/** The text of a file that is ours as a whole: its first line tells by a digest whether somebody has changed it since. */
export function wholeFile(content: string): string {
  return `# Written by keywarden init [${digest(content)}]; keywarden uninstall removes this file while it is unchanged.\n${content}`
}

/** Whose a file is: `unchanged` as init wrote it, `changed` since, `foreign` where init never wrote it. */
export function ownerOf(text: string): 'unchanged' | 'changed' | 'foreign' {
  const [head = '', written] = HEAD.exec(text) ?? []
  if (written === undefined) return 'foreign'
  return digest(text.slice(head.length)) === written ? 'unchanged' : 'changed'
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
