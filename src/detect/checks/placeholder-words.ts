/** One of these stands in every value that the patterns below could match: most values have none. */
const STEMS = [
  ...[
    'your',
    'exampl',
    'sampl',
    'fake',
    'dummy',
    'chang',
    'replac',
    'placeholder',
    'redact',
    'insert',
    'enter',
    'here',
  ],
  ...['put', 'not', 'goes', 'todo', 'fixme', 'foobar', 'test'],
]
/** So long that chance does not write them into a token: they count wherever they stand, in one letter case. */
const LONG =
  'example|placeholder|changeme|changeit|redacted|replaceme|yourtoken|yourkey|yoursecret|yourapi|insertyour|dummytoken|faketoken|notareal'
const LONG_ANYWHERE = new RegExp(`${LONG}|${LONG.toUpperCase()}|Example|Placeholder|ChangeMe|Redacted|ReplaceMe`)
/** Short ones count between separators, if they are written as words are. */
const SHORT_APART =
  /(?:^|[-_.:/])(?:your|fake|dummy|samples?|todo|fixme|foobar|change[-_.]me|replace[-_.](?:me|this|with)|insert|test[-_.]?only|for[-_.]?test(?:s|ing)|not[-_.]a?[-_.]?real|example\d{0,3})(?:$|[-_.:/])/i
const IN_ONE_CASE = /^[^a-z]*$|^[^A-Z]*$|^[^A-Za-z]*[A-Z][^A-Z]*$/
const VOCABULARY =
  /your|insert|enter|replace|change|dummy|fake|sample|example|here|put|some|this|not|real|test|access|client|bearer|auth|private|public|api|token|key|secret|password|passwd|value|string|default|user|name|with|goes|my|is|me|a(?=real|fake)/gi
const MARKER = /your|insert|enter|replace|change|dummy|fake|sample|here|put|not|goes/i
const VOCABULARY_SHARE = 0.75

/** True where a value is made of the words that stand for a value: `EXAMPLE`, `your_api_key`, `put-token-here`. */
export function saysPlaceholder(value: string): boolean {
  const lower = value.toLowerCase()
  if (!STEMS.some((stem) => lower.includes(stem))) return false
  const apart = SHORT_APART.exec(value)?.[0]
  if (LONG_ANYWHERE.test(value) || (apart !== undefined && IN_ONE_CASE.test(apart))) return true
  const said = value.match(VOCABULARY)?.reduce((sum, word) => sum + word.length, 0) ?? 0
  const spoken = value.replace(/[^A-Za-z0-9]/g, '').length
  return said >= spoken * VOCABULARY_SHARE && MARKER.test(value)
}
