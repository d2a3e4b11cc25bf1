import { type ErrorCode, ScanError } from '../../model/errors.ts'

/** What went wrong in a store, for people: code, what happened to what, and what to do next. */
export interface Fault {
  readonly code: ErrorCode
  /** A clause behind `key in store: `, without any value. */
  readonly says: string
  readonly hint: string
}

/** One line of the form `DATABASE_URL in Azure Key Vault https://…: may not be read`, with its remedy. */
export function storeFailure(what: string, label: string, { code, says, hint }: Fault, cause?: unknown): ScanError {
  const place = what === '' ? label : `${what} in ${label}`
  return new ScanError(code, `${place}: ${says}`, { hint, cause: cause === undefined ? undefined : namedCause(cause) })
}

/** The names of a failure without its message, which may repeat what was sent. */
function namedCause(cause: unknown): Error {
  const { name, code } = cause as { readonly name?: unknown; readonly code?: unknown }
  const bare = new Error(typeof code === 'string' ? code : '')
  bare.name = typeof name === 'string' ? name : 'Error'
  bare.stack = ''
  return bare
}

/** What is wrong where no answer came at all, null where that is not the trouble. */
export function networkFault(error: unknown): Fault | null {
  const code = systemCode(error)
  if (code === '') return null
  if (TLS_CODES.test(code)) {
    return {
      code: 'STORE_UNAVAILABLE',
      says: `its certificate is not trusted (${code})`,
      hint: 'name the certificate authority in a PEM file with ca-file, or see whether a proxy stands in between',
    }
  }
  const hint = NETWORK_HINTS[code]
  return hint === undefined ? null : { code: 'STORE_UNAVAILABLE', says: `cannot be reached (${code})`, hint }
}

const TLS_CODES = /CERT|^UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$|SELF_SIGNED/
const REACH = 'see to the network, or leave the store out with --offline'
const NETWORK_HINTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is its name, or the region in it, spelled right? else see to the network',
  EAI_AGAIN: REACH,
  ECONNREFUSED: 'is it running, and is the port right?',
  ECONNRESET: REACH,
  EPIPE: REACH,
  EHOSTUNREACH: REACH,
  ENETUNREACH: REACH,
  EADDRNOTAVAIL: REACH,
  ECONNABORTED: REACH,
  ETIMEDOUT: REACH,
  ESOCKETTIMEDOUT: REACH,
  UND_ERR_CONNECT_TIMEOUT: REACH,
  TimeoutError: REACH,
  AbortError: REACH,
}

/** The system's code, searched through causes and collections of errors, as SDKs wrap them. */
function systemCode(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return ''
  const { code, name, cause, errors, innerError } = error as Record<string, unknown>
  for (const found of [code, name]) {
    if (typeof found === 'string' && (found in NETWORK_HINTS || TLS_CODES.test(found))) return found
  }
  for (const inner of [cause, innerError, ...(Array.isArray(errors) ? errors : [])]) {
    const found = systemCode(inner, depth + 1)
    if (found !== '') return found
  }
  return ''
}

/** Faults that all stores share. */
export const FAULTS = {
  throttled: {
    code: 'STORE_UNAVAILABLE',
    says: 'asked too often, it answers no more for now',
    hint: 'wait a minute; layout json needs one request for all keys',
  },
  late: {
    code: 'STORE_UNAVAILABLE',
    says: 'did not answer in time',
    hint: 'see to the network, and whether signing in works there',
  },
  unwanted: {
    code: 'STORE_UNAVAILABLE',
    says: 'was not waited for any longer',
    hint: 'a change that was begun may have been made; every command may be repeated',
  },
  down: {
    code: 'STORE_UNAVAILABLE',
    says: 'the service failed',
    hint: 'try again; see the status page of the provider if it goes on',
  },
  changed: {
    code: 'STORE_CONFLICT',
    says: 'was changed by somebody else meanwhile, nothing was written',
    hint: 'look at it again with `keywarden secrets list`, then repeat',
  },
  crossed: {
    code: 'STORE_CONFLICT',
    says: 'somebody else wrote a version in the same moment, and the newer one counts',
    hint: 'look at both with `keywarden secrets list NAME`, and write the right one again',
  },
  otherValue: {
    code: 'STORE_CONFLICT',
    says: 'another value was written by the same request',
    hint: 'repeat with a request id of its own',
  },
  pendingAlready: {
    code: 'STORE_CONFLICT',
    says: 'another version is pending',
    hint: 'finish or give up the rotation in progress first',
  },
  noCurrent: {
    code: 'STORE_REFUSED',
    says: 'there is no current version to stand beside',
    hint: 'write it first with `keywarden secrets set NAME`',
  },
  isCurrent: {
    code: 'STORE_CONFLICT',
    says: 'the version is the current one and stays',
    hint: 'make another version current first',
  },
  notPending: {
    code: 'STORE_CONFLICT',
    says: 'the version is not pending',
    hint: 'look at its versions; the rotation may have been given up',
  },
  noVersion: { code: 'STORE_REFUSED', says: 'there is no such version', hint: 'ask for its versions first' },
  notText: {
    code: 'STORE_REFUSED',
    says: 'holds binary data, not text',
    hint: 'store it as text, encoded as base64 if need be',
  },
} as const satisfies Record<string, Fault>
