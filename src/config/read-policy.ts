import { POLICIES, POLICY_IDS, POLICY_LEVELS, type PolicyId } from '../model/policy.ts'
import type { PolicyAllowEntry, PolicySettings } from './config.ts'
import { GLOB_REFUSALS, HAS_LITERAL } from './path-patterns.ts'
import type { SettingsTable } from './settings-table.ts'

/** The table `[policy]`: a level by policy id, and entries that accept. */
export function readPolicy(table: SettingsTable): PolicySettings {
  table.onlyHas([...POLICY_IDS, 'allow'])
  const named = POLICY_IDS.filter((id) => table.has(id))
  const levels = named.map((id) => [id, table.choice(id, POLICY_LEVELS, POLICIES[id])])
  return { levels: Object.fromEntries(levels), allow: table.tables('allow').map(readEntry) }
}

function readEntry(table: SettingsTable): PolicyAllowEntry {
  table.onlyHas(['paths', 'policies', 'reason'])
  const paths = table.paths('paths', GLOB_REFUSALS)
  if (paths.length === 0) table.refuse([], 'this entry names no paths', 'write paths = ["…"]')
  const widest = paths.findIndex((path) => !HAS_LITERAL.test(path))
  if (widest >= 0) {
    table.refuse(
      ['paths', widest],
      'this path allows everything everywhere',
      'name a folder or a file, or switch the policy off',
    )
  }
  const policies = table.names('policies', /^/, 'write policy ids, as reports show them')
  const unknown = policies.findIndex((id) => !isPolicyId(id))
  if (unknown >= 0)
    table.refuse(['policies', unknown], 'there is no such policy', `known ones are ${POLICY_IDS.join(', ')}`)
  return { paths, policies: policies.filter(isPolicyId), reason: table.sentence('reason'), source: table.source }
}

function isPolicyId(id: string): id is PolicyId {
  return Object.hasOwn(POLICIES, id)
}
