/** A whole number from 0 to 2^53 in the digits of `alphabet`, most significant first, filled up to `width` with its zero. */
export function encodeNumber(value: number, alphabet: string, width: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length)) {
    text = alphabet.charAt(rest % alphabet.length) + text
  }
  return text.padStart(width, alphabet.charAt(0))
}
