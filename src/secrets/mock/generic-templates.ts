/** How many letters and digits a mock of a generic detector's rule has: these rules have no form of their own. */
const LENGTHS: Readonly<Record<string, number>> = {
  'generic-authorization': 40,
  'generic-entropy': 40,
  'generic-password': 20,
  'generic-secret': 40,
}

/** The mock template of a generic rule; null for every other rule. */
export function genericTemplate(ruleId: string): string | null {
  const length = LENGTHS[ruleId]
  return length === undefined ? null : `{base62:${length}}`
}
