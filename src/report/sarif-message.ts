import { showSafe } from './show-safe.ts'

/** Text as a SARIF message, with no character that a reader cannot see and no link that foreign text could plant. */
export function messageText(text: string): { readonly text: string } {
  return { text: text.split('\n').map(showSafe).join('\n').replaceAll('](', '] (') }
}
