const DIGITS = '0123456789'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()

/** Digit sets by name, each in the order of its digits' values. */
export const ALPHABETS = {
  base36: DIGITS + LOWER,
  base62: DIGITS + UPPER + LOWER,
  /** Base62 with small letters before capitals. */
  base62LowerFirst: DIGITS + LOWER + UPPER,
  base66: `${LOWER}${UPPER}1234567890.-_~`,
  base32: `${UPPER}234567`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  bech32: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
} as const
