import type { Check } from './check.ts'
import { decodeJsonObject } from './json-object.ts'
import { publicName } from './public-name.ts'

const PREFIX = /^glc_/
/** Keys of Grafana Cloud tokens (organisation, name, key) and of old API keys (key, name, id). */
const KEY_SETS = [
  ['o', 'n', 'k'],
  ['k', 'n', 'id'],
]

/** Grafana Cloud tokens, `glc_…`, and old Grafana API keys, `eyJrIjoi…`: base64 of a JSON object with known keys. */
export const grafanaJson: Check = {
  verify(secret) {
    const fields = decodeJsonObject(secret.replace(PREFIX, ''))
    if (fields === null || !KEY_SETS.some((keys) => keys.every((key) => Object.hasOwn(fields, key)))) {
      return { outcome: 'refutes', reason: 'does not decode to a Grafana key, so it may be cut off or made up' }
    }
    const organisation = publicName(fields['o'] ?? (typeof fields['id'] === 'number' ? String(fields['id']) : null))
    return {
      outcome: 'informs',
      reason: organisation === null ? 'decodes to a Grafana key' : `belongs to Grafana organisation ${organisation}`,
    }
  },
}
