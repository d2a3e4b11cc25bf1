/** A block of key material as it is written, before it is decoded. */
export interface KeyBlock {
  /** What stands between `BEGIN` and the dashes, such as `RSA PRIVATE KEY`; '' where there is no such line. */
  readonly label: string
  readonly isPublic: boolean
  /** True where label or headers say so. */
  readonly isEncrypted: boolean
  /** The pieces of base64, in order. */
  readonly lines: readonly string[]
}

const BEGIN = /-{4,5} ?BEGIN ([A-Z0-9 ]{0,60}?) ?-{4,5}/
const END = /-{4,5} ?END /
const ESCAPED_BREAK = /\\+(?:[nrt]|u000[ad])/gi
const HEADER_LINE = /^["'\s+#*>|]{0,20}([A-Za-z][\w-]{1,40}): (.*)$/gm
const PUTTY_PRIVATE_PART = /^Private-Lines: \d{1,4}$/m
const BASE64 = /^[A-Za-z0-9+/]{3,}={0,2}$|^[A-Za-z0-9+/]{2}==$/

/** Takes a block apart: markers and headers off, pieces of base64 out of quotes, concatenation and indentation. */
export function readKeyBlock(secret: string): KeyBlock {
  const text = secret.replace(ESCAPED_BREAK, '\n')
  const begin = BEGIN.exec(text)
  const label = begin?.[1] ?? ''
  const behind = begin === null ? text : text.slice(begin.index + begin[0].length)
  const block = behind.slice(0, END.exec(behind)?.index)
  const putty = PUTTY_PRIVATE_PART.exec(block)
  const body = (putty === null ? block : block.slice(putty.index)).replace(HEADER_LINE, '')
  return {
    label,
    isPublic: label !== '' && !label.includes('PRIVATE'),
    isEncrypted: /ENCRYPTED/.test(label) || saysEncrypted(block),
    lines: body.split(/[\s"'`,;]+/).filter((piece) => BASE64.test(piece)),
  }
}

/** `Proc-Type: 4,ENCRYPTED` of PEM, `Encryption: aes256-cbc` of PuTTY. */
function saysEncrypted(block: string): boolean {
  return Array.from(block.matchAll(HEADER_LINE)).some(
    ([, name = '', value = '']) =>
      (name === 'Proc-Type' && value.includes('ENCRYPTED')) || (name === 'Encryption' && !value.startsWith('none')),
  )
}
