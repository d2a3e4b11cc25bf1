import type { Confidence } from '../../model/rule.ts'
import { judgeCandidate } from '../generic/judge-candidate.ts'
import { wordShare } from '../generic/reads-as-words.ts'
import { shownKey } from '../generic/shown-key.ts'
import { saysStandIn } from '../generic/stand-in.ts'
import { placeholderVetoOf } from '../generic/veto.ts'
import type { ManifestEntry } from './manifest-entry.ts'

/** What an entry of a manifest is: a secret, evidently none, or nothing that can be said. */
export type EntryVerdict =
  | { readonly kind: 'secret'; readonly confidence: Confidence; readonly reason: string }
  | { readonly kind: 'stand-in'; readonly reason: string }
  | { readonly kind: 'unknown' }

/** Names of what stands in a Secret beside the secret. */
const BESIDE =
  /user|login|name$|host|port$|url$|uri$|endpoint|address|server$|database|^db$|region|type$|email|issuer|domain|version|bucket|\bid$|_id$|ca\.crt|\.(?:crt|pub|pem|cert|conf|cfg|ya?ml|json|toml|ini|properties|env)$|public/i
const SHORTEST = 6
const SURROUNDINGS = { kind: 'config', isVendored: false, isLongLine: false } as const

/** Judges an entry by its name and by what its value decodes to. A document is left to the rules that look into it. */
export function judgeEntry({ key, value, isEncoded }: ManifestEntry): EntryVerdict {
  if (value.startsWith('ENC[') || (isEncoded && /[{}$<>]/.test(value))) return { kind: 'unknown' } // encrypted by SOPS, or filled in later
  const text = isEncoded ? decoded(value) : value
  if (text !== null && /\s/.test(text)) return { kind: 'unknown' }
  const candidate = { form: 'quoted', key, value: text ?? value, start: 0, end: 0 } as const
  const { confidence, ...judged } = judgeCandidate(candidate, SURROUNDINGS)
  const veto = judged.veto ?? placeholderVetoOf(candidate)
  if (text !== null && (veto !== null || saysStandIn(text)))
    return { kind: 'stand-in', reason: veto ?? 'stands for a value' }
  const isNamed = confidence === 'high' || confidence === 'medium'
  if (!isNamed && (text === null || BESIDE.test(key) || text.length < SHORTEST || wordShare(text) >= 0.9)) {
    return { kind: 'unknown' }
  }
  const form = isEncoded ? 'base64 ' : ''
  return {
    kind: 'secret',
    confidence: isNamed ? 'high' : 'medium',
    reason: `${form}value of \`${shownKey(key, [value])}\` in a Secret manifest`,
  }
}

/** What base64 decodes to, without a line feed at its end; null where that is no text. */
function decoded(value: string): string | null {
  if (!/^[A-Za-z0-9+/]{2,}={0,2}$/.test(value)) return null
  const text = Buffer.from(value, 'base64')
    .toString('latin1')
    .replace(/\r?\n$/, '')
  return /^[\x09\x0a\x0d\x20-\x7e]+$/.test(text) ? text : null
}
