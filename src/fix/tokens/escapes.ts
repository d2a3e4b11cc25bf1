import type { TokenForm } from './syntax.ts'

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' }

/** What a string's body stands for; null where an escape in it is not one of those that all languages read alike. */
export function resolveEscapes(body: string, form: TokenForm['escape'], quote: string): string | null {
  if (form === 'none') return body
  if (form === 'doubled') return body.replaceAll(quote + quote, quote)
  let isKnown = true
  const value = body.replace(/\\([\s\S])/g, (_, char: string) => {
    const meant = char === quote ? quote : SIMPLE[char]
    if (meant === undefined) isKnown = false
    return meant ?? ''
  })
  return isKnown ? value : null
}
