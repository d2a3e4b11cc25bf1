import { sha256 } from './sha256.ts'

/**
 * Keys that everybody has, by the first 16 hexadecimal digits of their SHA-256, so that none stands here: of the Azure
 * Storage and the Cosmos DB emulator, the test keys in Stripe's API reference, the sample in Telegram's.
 */
const PUBLISHED: ReadonlySet<string> = new Set([
  ...['0011cc25eb432071', 'aa6547439583c3a2', '2cafc0970149a84f', 'f2d6ca16515033e5', '731fa294d036e54f'],
])
const ACCOUNT_KEY = /AccountKey=([A-Za-z0-9+/=]{40,100})/

/** True for a key that its provider has published for everybody to use, alone or in a connection string. */
export function isPublished(value: string): boolean {
  const key = ACCOUNT_KEY.exec(value)?.[1] ?? value
  return PUBLISHED.has(sha256(key).toString('hex').slice(0, 16))
}
