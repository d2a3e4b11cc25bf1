/** A sound rule file's parts, to be changed by tests: `key = value` lines under each header. */
const SOUND_PROVIDER = {
  id: '"acme"',
  name: '"Acme"',
  url: '"https://acme.example"',
  tags: '["cloud"]',
}

export const SOUND_RULE = {
  id: '"acme-key"',
  description: '"Acme API key"',
  pattern: `'acme_[A-Za-z0-9]{32}'`,
  severity: '"high"',
  confidence: '"high"',
  impact: '"Reads all data."',
  remedy: '"Delete the key."',
  references: '["https://acme.example/docs"]',
  mock: '"acme_{base62:32}"',
}

const SOUND_EXAMPLES = {
  positive: `["KEY={mock}", 'f("{mock}")']`,
  negative: '["acme_{base62:31}", "{mock}x", "KEY=${KEY}"]',
}

type Lines = Readonly<Record<string, string | undefined>>

/** Text of a rule file with one rule; what is given replaces or adds lines, undefined takes one out. */
export function ruleText(changes: { provider?: Lines; rule?: Lines; examples?: Lines } = {}): string {
  return [
    '[provider]',
    ...lines({ ...SOUND_PROVIDER, ...changes.provider }),
    '[[rules]]',
    ...lines({ ...SOUND_RULE, ...changes.rule }),
    '[rules.examples]',
    ...lines({ ...SOUND_EXAMPLES, ...changes.examples }),
  ].join('\n')
}

function lines(table: Lines): string[] {
  return Object.entries(table).flatMap(([key, value]) => (value === undefined ? [] : `${key} = ${value}`))
}
