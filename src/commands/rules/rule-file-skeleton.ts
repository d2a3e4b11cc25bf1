import { ScanError } from '../../model/errors.ts'
import type { VerbResult } from '../verb-result.ts'

/** A rule file for a provider, to be filled in; it does not pass `rules check` before it is. */
export function ruleFileSkeleton(provider: string): VerbResult {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(provider)) {
    throw new ScanError('USAGE', 'a provider id is lower-case letters, digits and single hyphens', {
      hint: 'such as acme or acme-cloud; the file is named after it',
    })
  }
  const lines = [
    '[provider]',
    `id = "${provider}"`,
    'name = ""',
    'url = "https://"',
    'tags = []',
    '',
    '[[rules]]',
    `id = "${provider}-api-key"`,
    'description = ""',
    `pattern = '${provider}_[A-Za-z0-9]{32}'`,
    'severity = "high"',
    'confidence = "high"',
    'impact = "What somebody who holds it can do."',
    'remedy = "How to revoke it."',
    'revoke_url = "https://"',
    'references = ["https://"]',
    `mock = "${provider}_{base62:32}"`,
    '',
    '[rules.examples]',
    `positive = ["KEY={mock}", 'client("{mock}")']`,
    `negative = ["KEY=${provider}_{base62:31}", "x{mock}", "KEY=\${{KEY}}"]`,
  ]
  return { lines, data: { provider, text: `${lines.join('\n')}\n` }, outcome: 'passed', purpose: 'content' }
}
