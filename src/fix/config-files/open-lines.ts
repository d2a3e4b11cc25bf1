import { Secret } from '../../model/secret.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  plainPlanner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
} from '../fix-plan.ts'
import { formName, isOneValue } from '../names/value-form.ts'
import type { Interpolation } from './interpolation.ts'

type Span = Pick<SecretSite, 'start' | 'end'>

/** A planner for files of `key=value` lines whose tool takes values from the environment. */
export function openLines({ text }: SourceFile, tool: Interpolation): Planner {
  return plainPlanner((site) => find(text, site, tool))
}

// //registry.npmjs.org/:_authToken=…      spring.datasource.password=…
function find(text: string, site: SecretSite, tool: Interpolation): Lookup | Refusal {
  const line = text.slice(text.lastIndexOf('\n', site.start - 1) + 1, site.start)
  const span = wholeValue(text, site)
  const value = text.slice(span.start, span.end)
  if (/^\s*[#;!]/.test(line)) return refuse('the secret stands in a comment', 'delete it there')
  if (/[\n\\$]/.test(value)) return refuse('the value has an escape in it or runs over several lines', BY_HAND)
  const key = /^\s*([^=\s]+)\s*[=:]/.exec(line.includes('=') ? line : line.replace(/:\s*/, '='))?.[1]
  if (key === undefined) return refuse('the line gives no key a value', BY_HAND)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: {
      exact: '',
      assigned: (key.replace(/^.*:/, '').match(/[A-Za-z_][\w-]*/g) ?? []).slice(-2),
      form: formName(value),
    },
    neededBy: tool.neededBy,
    edits: (name) => [{ ...span, text: tool.lookup(name) }],
  }
}

/** An address or a connection string moves as a whole. */
function wholeValue(text: string, { start, end }: SecretSite): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const [head = ''] = /^\s*[^=\s]+\s*=\s*/.exec(text.slice(lineStart, start)) ?? []
  const lineEnd = /\s*(?:\n|$)/g
  lineEnd.lastIndex = end
  const whole = { start: lineStart + head.length, end: lineEnd.exec(text)?.index ?? text.length }
  return head !== '' && isOneValue(text.slice(whole.start, whole.end)) ? whole : { start, end }
}
