import { ScanError } from '../../model/errors.ts'

/** The address of a store without a slash at its end: https, or http on the own machine, where nobody listens in between. */
export function checkStoreUrl(url: string, store: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const isLoopback = parsed !== null && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname)
  const isFit = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback)
  if (isFit && parsed.username === '' && parsed.password === '') return url.replace(/\/+$/, '')
  throw new ScanError('CONFIG_INVALID', `the url of ${store} is not one that it can be asked by`, {
    hint: 'write https://HOST, without a name or a password; http only for localhost',
  })
}

/** True for an address on the own machine without TLS. */
export function isPlain(url: string): boolean {
  return url.startsWith('http:')
}
