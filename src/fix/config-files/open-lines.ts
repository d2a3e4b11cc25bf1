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
import type { Interpolation } from './interpolation.ts'

/** A planner for files of `key=value` lines whose tool takes values from the environment. */
export function openLines({ text }: SourceFile, tool: Interpolation): Planner {
  return plainPlanner((site) => find(text, site, tool))
}

// //registry.npmjs.org/:_authToken=…      spring.datasource.password=…
function find(text: string, site: SecretSite, tool: Interpolation): Lookup | Refusal {
  const line = text.slice(text.lastIndexOf('\n', site.start - 1) + 1, site.start)
  const value = text.slice(site.start, site.end)
  if (/^\s*[#;!]/.test(line)) return refuse('the secret stands in a comment', 'delete it there')
  if (/[\n\\$]/.test(value)) return refuse('the value has an escape in it or runs over several lines', BY_HAND)
  const key = /^\s*([^=\s]+)\s*[=:]/.exec(line.includes('=') ? line : line.replace(/:\s*/, '='))?.[1]
  if (key === undefined) return refuse('the line gives no key a value', BY_HAND)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: '', assigned: (key.replace(/^.*:/, '').match(/[A-Za-z_][\w-]*/g) ?? []).slice(-2), form: '' },
    neededBy: tool.neededBy,
    edits: (name) => [{ start: site.start, end: site.end, text: tool.lookup(name) }],
  }
}
