import { createHmac, scrypt } from 'node:crypto'
import { ScanError } from '../model/errors.ts'
import type { CompiledRule } from '../model/rule.ts'
import type { Secret } from '../model/secret.ts'

const KEY_BYTES = 16
const KEPT_BYTES = 20
const KEY_SHAPE = /^[A-Za-z0-9_-]{22}$/
const FINGERPRINT_SHAPE = /^kw1:[A-Za-z0-9_-]{27}$/

/** 32 MiB of memory for each guess; `maxmem` is above it, as Node counts its own overhead. */
const SCRYPT_COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/**
 * Key of a repository without a baseline. It is known to everybody, so fingerprints under it are good for comparing
 * runs, not for publishing.
 */
export const DEFAULT_KEY = newRepositoryKey(Buffer.from('keywarden-no-key'))

/** Names secrets so that two of them can be compared without either being known. */
export interface Fingerprinter {
  /**
   * Identity of a secret under a rule: `kw1:` and 160 bits as base64url. It holds nothing of line, path, commit or time.
   * HMAC-SHA-256 for what cannot be guessed, scrypt for passwords that can.
   */
  fingerprint(rule: Pick<CompiledRule, 'id' | 'kind'>, secret: Secret): Promise<string>
  /** A name that holds within this run alone, for what nobody is shown: no hash has to be made for it. */
  nameInRun(rule: Pick<CompiledRule, 'id'>, secret: Secret): string
}

/** A repository key out of 16 random bytes or more, as base64url. */
export function newRepositoryKey(random: Uint8Array): string {
  if (random.length < KEY_BYTES) {
    throw new ScanError('INTERNAL', `a repository key takes ${KEY_BYTES} random bytes, not ${random.length}`, {
      hint: 'please report this',
    })
  }
  return Buffer.from(random.subarray(0, KEY_BYTES)).toString('base64url')
}

/** True where `text` is 16 bytes as base64url, in the one spelling that they have. */
export function isRepositoryKey(text: string): boolean {
  return KEY_SHAPE.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text
}

/** True where `text` has the form of a fingerprint. */
export function isFingerprint(text: string): boolean {
  return FINGERPRINT_SHAPE.test(text)
}

/** A fingerprinter for one run: each secret is hashed once, several passwords at a time in the thread pool. */
export function createFingerprinter(key: string): Fingerprinter {
  if (!isRepositoryKey(key)) {
    throw new ScanError('INTERNAL', 'the repository key is not 16 bytes as base64url', { hint: 'please report this' })
  }
  const keyBytes = Buffer.from(key, 'base64url')
  const known = new Map<string, Promise<string>>()
  const inRun = new Map<string, string>()
  return {
    nameInRun(rule, secret) {
      const memo = `${rule.id}\0${secret.reveal()}`
      const name = inRun.get(memo) ?? `unnamed:${inRun.size + 1}`
      inRun.set(memo, name)
      return name
    },
    fingerprint(rule, secret) {
      const memo = `${rule.kind}\0${rule.id}\0${secret.reveal()}`
      const found = known.get(memo)
      if (found) return found
      const made = digest(keyBytes, rule, secret).then((bytes) => `kw1:${bytes.toString('base64url')}`)
      known.set(memo, made)
      return made
    },
  }
}

async function digest(key: Buffer, rule: Pick<CompiledRule, 'id' | 'kind'>, secret: Secret): Promise<Buffer> {
  // UTF-16 gives every string bytes of its own; UTF-8 has only one form for all lone surrogates.
  const value = Buffer.from(secret.reveal(), 'utf16le')
  if (rule.kind !== 'password' || isBeyondGuessing(secret.reveal()))
    return keyed(key, `kw1/hmac\0${rule.id}\0`, value).subarray(0, KEPT_BYTES)
  return slow(value, keyed(key, `kw1/scrypt\0${rule.id}`, Buffer.alloc(0)))
}

/**
 * True for what no dictionary holds, so that trying values against its hash is hopeless however fast the hash is: 24
 * characters or more that change between small letters, capitals and digits at every second step, or 32 hex digits that
 * do at every third. What people make up changes where its words end.
 */
function isBeyondGuessing(value: string): boolean {
  const least = /^[0-9a-f]{32,}$/.test(value) ? value.length / 3 : value.length / 2
  if (value.length < 24 || !/^[\w+/=.-]+$/.test(value)) return false
  return (value.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g) ?? []).length >= least
}

function keyed(key: Buffer, label: string, value: Buffer): Buffer {
  return createHmac('sha256', key).update(label).update(value).digest()
}

function slow(value: Buffer, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(value, salt, KEPT_BYTES, SCRYPT_COST, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}
