import { wordSet } from './word-set.ts'

/** Words that people write where a value is meant to stand, or that name the value itself. */
const STAND_IN = wordSet(
  'your my our the a an this that is be to or and of for not it very some any new old super top real same own example examples sample demo dummy fake mock stub test tests tester testing tested foo bar baz foobar qux change changed changeme changeit replace replaceme insert enter put here todo fixme tbd placeholder redacted removed hidden masked pass passwd password passphrase pwd pswd psw pw secret secrets secure unsecure insecure token tokens key keys api apikey auth oauth credential credentials value string text hash hashed encoded encrypted plain user username users admin administrator root guest login name email client server service access private public consumer session refresh bearer basic jwt hmac default none null nil undefined true false yes no empty blank invalid valid wrong incorrect correct bad good unknown missing optional required random important long short strong weak abc abcd abcdef qwerty qwer asdf zxcv base hello world id db database app application local localhost dev development prod production staging something anything whatever generated temp tmp temporary utf latin ascii hex binary sha md aes pbkdf nfkc nfkd data info type file path one two three sk pk live word must at least chars characters minimum config configuration setting settings',
)
const DIGIT_RUN = /^(?:\d{1,3}|0?123\d*|1+|0+|(\d)\1+|(?:12)+|999+|(?:19|20)\d\d)$/

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** True where all that a value is made of stands for a value: `my_secret`, `admin123`, `test-token`, `p4ssw0rd`. */
export function saysStandIn(value: string): boolean {
  return isMadeOfStandIns(value) || isMadeOfStandIns(unleet(value))
}

function isMadeOfStandIns(value: string): boolean {
  const parts = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []
  const rest = value.replace(/[A-Za-z0-9_\-. :/]/g, '')
  if (parts.length === 0 || rest.length > 1) return false
  return parts.every((part) => isStandIn(part.toLowerCase()) || DIGIT_RUN.test(part)) && /[A-Za-z]/.test(value)
}

/** One of the words, or two of them side by side: `mypass`, `rootpassword`. */
function isStandIn(word: string): boolean {
  if (isOneWord(word)) return true
  for (let at = 2; at <= word.length - 3; at++) {
    if (isOneWord(word.slice(0, at)) && isOneWord(word.slice(at))) return true
  }
  return false
}

function isOneWord(word: string): boolean {
  return STAND_IN.has(word) || (word.startsWith('xx') && /^xxx+$/.test(word))
}

/** Digits and signs that stand for letters, within a word only: those at the end are a number. */
function unleet(value: string): string {
  return value.replace(/[0-9@$](?=.*[A-Za-z])/g, (sign) => LEET[sign] ?? sign)
}
