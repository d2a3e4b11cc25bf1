/** What the characters of a value are, and how they are laid out; the first pattern that holds names it. */
export type ValueShape = (typeof SHAPES)[number][0]

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
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  [
    'path',
    /^(?:\.{0,2}|~)\/|^\.\w{1,6}$|^[A-Za-z]:\\|^(?!(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[\w+/]{32,}={0,2}$)[\w.-]+(?:\/[\w.-]+)+\/?$|\.(?:js|ts|json|ya?ml|txt|pem|key|crt|cer|pfx|p12|jks|png|html?|md|py|go|conf|env|properties|xml|csv|parquet)$/i,
  ],
  ['version', /^[~^]?v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$|^\d{4}-\d\d-\d\d|^\d+(?:px|em|rem|ms|s|m|h|d|kb|mb|gb|%)$/i],
  ['digits', /^[-+]?\d+$/],
  ['not-ascii', /[^\x20-\x7e]/],
  ['spaced', /\s/],
  ['hex', /^(?:0x)?(?:[0-9a-f]+|[0-9A-F]+)$/],
  ['lower', /^[a-z]+$/],
  ['upper', /^[A-Z]+$/],
  ['letters', /^[A-Za-z]+$/],
  ['constant', /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/],
  ['dotted', /^[A-Za-z_][\w-]*(?:[.:#][A-Za-z_][\w-]*)+$/],
  ['joined', /^[A-Za-z]+(?:[-_][A-Za-z]+)+$/],
  ['lower-digits', /^[a-z0-9]+$/],
  ['upper-digits', /^[A-Z0-9]+$/],
  ['mixed', /^[A-Za-z0-9]+$/],
  ['name', /^[A-Za-z0-9_-]+$/],
  ['base64', /^[A-Za-z0-9+/_-]+={0,2}$/],
  ['signs', /^/],
] as const

/** Shape of a value. */
export function shapeOf(value: string): ValueShape {
  return SHAPES.find(([, pattern]) => pattern.test(value))?.[0] ?? 'signs'
}
