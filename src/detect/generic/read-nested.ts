import type { Candidate } from './candidate.ts'

const SCHEME = /^(?:Basic|Bearer|ApiKey|Api-Key|Token|Digest|NTLM|Negotiate|JWT|SSWS|OAuth|Key)[ \t]+(?=\S{8,}$)/i
const INNER = /[\w.~+/=-]{16,400}/g

/** What a value holds that is more than it: the credential behind `Basic `, the long strings in a document of JSON. */
export function* readNested(candidate: Candidate): Generator<Candidate> {
  const { value, start, end, form } = candidate
  if (form === 'scheme' || end - start !== value.length) return
  const scheme = SCHEME.exec(value)
  if (scheme !== null) {
    const from = scheme[0].length
    yield {
      form: 'scheme',
      key: `authorization ${/^basic/i.test(value) ? 'basic' : 'bearer'}`,
      value: value.slice(from),
      start: start + from,
      end,
    }
    return
  }
  if (!/^\s*\\*[[{].*["']/.test(value)) return
  for (const inner of value.matchAll(INNER)) {
    const from = start + inner.index
    yield { ...candidate, value: inner[0], start: from, end: from + inner[0].length }
  }
}
