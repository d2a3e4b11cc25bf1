import { readEnv } from '../dotenv/read-env.ts'
import type { Violation } from '../model/finding.ts'
import { baseName, isExample } from './env-file-name.ts'
import { holdsSecret } from './holds-secret.ts'
import { POLICIES } from './policies.ts'
import type { TemplateFacts } from './policy-facts.ts'
import { ignoreLine } from './show-path.ts'

/** The breaches of one template: kept out of git, or with real values in it. Names keys, never values. */
export function judgeTemplate(template: TemplateFacts): readonly Violation[] {
  const ignored = judgeIgnored(template)
  return [...(ignored ? [ignored] : []), ...judgeValues(template)]
}

/** Ignoring a tracked template changes nothing; settings of a test run may be private. */
function judgeIgnored(template: TemplateFacts): Violation | null {
  const { path, isIgnored, isTracked, existsOnDisk } = template
  if (!isExample(path) || !isIgnored || isTracked || !existsOnDisk) return null
  return {
    policyId: 'env-template-ignored',
    severity: POLICIES['env-template-ignored'],
    path,
    line: null,
    message: 'template is ignored by git, so nobody else gets it',
    remedy: `add the line !${ignoreLine(baseName(path))} to .gitignore, below the line that covers it`,
  }
}

function judgeValues(template: TemplateFacts): readonly Violation[] {
  const real = readEnv(template.text ?? '').filter(holdsSecret)
  return real.map(({ key, line }) => ({
    policyId: 'env-template-holds-value',
    severity: POLICIES['env-template-holds-value'],
    path: template.path,
    line,
    message: `template holds what looks like a real value for ${key}`,
    remedy: `leave ${key} empty or write a placeholder such as <${key.toLowerCase()}>; if the value is in use, replace it`,
  }))
}
