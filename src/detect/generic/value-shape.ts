/** What the characters of a value are, and how they are laid out; the first pattern that holds names it. */
export type ValueShape = (typeof SHAPES)[number][0]

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const HEX = /^(?:0x)?(?:[0-9a-f]+|[0-9A-F]+)$/
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const JOINED = /^[A-Za-z]+(?:[-_][A-Za-z]+)+$/

const SHAPES = [
  [
    'template',
    /[$#%]\{|\{\{|\$\(|<%|%[sdv]\b|%\(|^[$%@][A-Za-z_]\w*[%]?$|\{[A-Za-z_][\w.]*\}|^<[^<>]*>$|^\(\(.*\)\)$|\.\.\.|\xe2\x80\xa6|\*{3}|^\$[A-Z_]+|`/,
  ],
  [
    'code',
    /process\.env|environ|getenv|^(?:this|self|config|options|props|env|args|params|req|ctx|secrets?|var|local|data|module|vault|ref|arn|urn):?[.:/]|[\w)\]]\(|\)$|=>|\[-?\d*\]|::|->|^!|^&|^\/\/|^:\w+$|^@|\(\?|\\\\?[dws][*+{]|\][*+]|\\\\[bdws]|\.\*|^\w+\.\$\w|^(?:\\{1,2}(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0abfnrtv]))+$/,
  ],
  [
    'crypt',
    /^\{?[A-Z]*\}?\$(?:\d|2[abxy]|argon2\w*|apr1|pbkdf2)[$-]|^pbkdf2|^sha\d+[-:$]|^\{(?:CRYPT|SSHA|SHA|MD5)\}|^(?:bcrypt|scrypt)/,
  ],
  ['url', /^[a-z][a-z0-9+.-]*:\/\/|^(?:www|mailto|data|urn|arn|file|projects?)[.:/]|^\/\//i],
  ['email', /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/],
  ['uuid', UUID],
  [
    'path',
    /^(?:\.{0,2}|~)\/|^\.\w{1,6}$|^[A-Za-z]:\\|^(?!(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[\w+/]{32,}={0,2}$)[\w.-]+(?:\/[\w.-]+)+\/?$|\.(?:js|ts|json|ya?ml|txt|pem|key|crt|cer|pfx|p12|jks|png|html?|md|py|go|conf|env|properties|xml|csv|parquet)$/i,
  ],
  ['version', /^[~^]?v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$|^\d{4}-\d\d-\d\d|^\d+(?:px|em|rem|ms|s|m|h|d|kb|mb|gb|%)$/i],
  ['digits', /^[-+]?\d+$/],
  ['not-ascii', /[^\x20-\x7e]/],
  ['spaced', /\s/],
  ['hex', HEX],
  ['lower', /^[a-z]+$/],
  ['upper', /^[A-Z]+$/],
  ['letters', /^[A-Za-z]+$/],
  ['constant', CONSTANT],
  ['dotted', /^[A-Za-z_][\w-]*(?:[.:#][A-Za-z_][\w-]*)+$/],
  ['joined', JOINED],
  ['lower-digits', /^[a-z0-9]+$/],
  ['upper-digits', /^[A-Z0-9]+$/],
  ['mixed', /^[A-Za-z0-9]+$/],
  ['name', /^[A-Za-z0-9_-]+$/],
  ['base64', /^[A-Za-z0-9+/_-]+={0,2}$/],
  ['signs', /^/],
] as const

/** Shape of a value. */
export function shapeOf(value: string): ValueShape {
  const kinds = kindsOf(value)
  return kinds === null || kinds === 0 ? firstShape(value) : shapeOfName(value, kinds)
}

/** The first row of the table that holds. */
export function firstShape(value: string): ValueShape {
  return SHAPES.find(([, pattern]) => pattern.test(value))?.[0] ?? 'signs'
}

const LOWER = 1
const UPPER = 2
const DIGIT = 4
const UNDERSCORE = 8
const HYPHEN = 16
const CRYPT = /^(?:pbkdf2|sha\d+-|bcrypt|scrypt)/
const DATE_OR_AMOUNT = /^\d{4}-\d\d-\d\d|^\d+(?:px|em|rem|ms|s|m|h|d|kb|mb|gb)$/i

/** Which kinds of characters a name is made of; null for a value that has others. */
function kindsOf(value: string): number | null {
  let kinds = 0
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code >= 0x61 && code <= 0x7a) kinds |= LOWER
    else if (code >= 0x41 && code <= 0x5a) kinds |= UPPER
    else if (code >= 0x30 && code <= 0x39) kinds |= DIGIT
    else if (code === 0x5f) kinds |= UNDERSCORE
    else if (code === 0x2d) kinds |= HYPHEN
    else return null
  }
  return kinds
}

/**
 * What `firstShape` says of letters, digits, `_` and `-`, of which most values are made: with most of the expressions left
 * out, each of which costs a hook more at its first run than all values do at the others.
 */
function shapeOfName(value: string, kinds: number): ValueShape {
  if (value.includes('environ') || value.includes('getenv')) return 'code'
  if ((kinds & LOWER) !== 0 && CRYPT.test(value)) return 'crypt'
  if (value.length === 36 && (kinds & HYPHEN) !== 0 && UUID.test(value)) return 'uuid'
  if ((kinds & DIGIT) !== 0 && DATE_OR_AMOUNT.test(value)) return 'version'
  if (kinds === DIGIT || (kinds === (DIGIT | HYPHEN) && value.lastIndexOf('-') === 0)) return 'digits'
  return (kinds & (UNDERSCORE | HYPHEN)) === 0 ? shapeOfWord(value, kinds) : shapeOfParts(value, kinds)
}

function shapeOfWord(value: string, kinds: number): ValueShape {
  if (HEX.test(value)) return 'hex'
  switch (kinds) {
    case LOWER:
      return 'lower'
    case UPPER:
      return 'upper'
    case LOWER | UPPER:
      return 'letters'
    case LOWER | DIGIT:
      return 'lower-digits'
    case UPPER | DIGIT:
      return 'upper-digits'
    default:
      return 'mixed'
  }
}

function shapeOfParts(value: string, kinds: number): ValueShape {
  if ((kinds & (LOWER | HYPHEN)) === 0 && CONSTANT.test(value)) return 'constant'
  return (kinds & DIGIT) === 0 && JOINED.test(value) ? 'joined' : 'name'
}
