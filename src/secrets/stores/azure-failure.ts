import type { ScanError } from '../../model/errors.ts'
import { FAULTS, type Fault, networkFault, storeFailure } from './store-failure.ts'

const SIGN_IN = 'sign in with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET'

const NOT_SIGNED_IN: Fault = { code: 'STORE_DENIED', says: 'no Azure credentials were found', hint: SIGN_IN }

const FAULTS_BY_NAME: Readonly<Record<string, Fault>> = {
  CredentialUnavailableError: NOT_SIGNED_IN,
  AggregateAuthenticationError: NOT_SIGNED_IN,
  AuthenticationRequiredError: { code: 'STORE_DENIED', says: 'the Azure sign-in has expired', hint: SIGN_IN },
  AuthenticationError: {
    code: 'STORE_DENIED',
    says: 'Azure does not accept the credentials, or they have expired',
    hint: SIGN_IN,
  },
}

/** By the code in the answer: learn.microsoft.com/azure/key-vault/general/rest-error-codes */
const FAULTS_BY_CODE: Readonly<Record<string, Fault>> = {
  SecretDisabled: {
    code: 'STORE_REFUSED',
    says: 'its newest version is disabled',
    hint: 'enable it with `az keyvault secret set-attributes --enabled true`, or write a new one',
  },
  ObjectIsDeletedButRecoverable: {
    code: 'STORE_REFUSED',
    says: 'a secret of this name has been deleted and can be recovered',
    hint: 'bring it back with `az keyvault secret recover`, or use another name',
  },
  ObjectIsBeingDeleted: {
    code: 'STORE_REFUSED',
    says: 'a secret of this name is being deleted',
    hint: 'wait a minute, then bring it back with `az keyvault secret recover`',
  },
  ObjectIsBeingRecovered: {
    code: 'STORE_UNAVAILABLE',
    says: 'a secret of this name is being recovered',
    hint: 'wait a minute and try again',
  },
  ForbiddenByFirewall: {
    code: 'STORE_DENIED',
    says: 'the firewall of the vault keeps this machine out',
    hint: 'add its address to the networking rules of the vault, or come through its private endpoint',
  },
}

/** What the answer of the service tells of a failure. */
export interface AzureAnswer {
  readonly status: number
  readonly code: string
  readonly retryAfter: string | null
}

/** What a failure of the Azure SDK comes to; `permission` is what the call needs. Its message is not told: it may repeat a value. */
export function azureFailure(error: unknown, what: string, label: string, permission: string): ScanError {
  return storeFailure(what, label, faultOf(error, permission), error)
}

/** Reads the status and the innermost code of an error of the SDK; status 0 where there was no answer. */
export function answerOf(error: unknown): AzureAnswer {
  const { statusCode = 0, code = '', details, response } = error as SdkError
  const body = details?.error ?? parse(response?.bodyAsText)?.error
  const inner = body?.innerError?.code ?? body?.innererror?.code ?? body?.code ?? code
  return { status: statusCode, code: inner, retryAfter: response?.headers?.get('retry-after') ?? null }
}

interface SdkError {
  readonly statusCode?: number
  readonly code?: string
  readonly details?: { readonly error?: ErrorBody }
  readonly response?: {
    readonly bodyAsText?: string | null
    readonly headers?: { get(name: string): string | undefined }
  }
}

interface ErrorBody {
  readonly code?: string
  /** As the service writes it. */
  readonly innererror?: { readonly code?: string }
  /** As the SDK hands it on since its version 4.10. */
  readonly innerError?: { readonly code?: string }
}

function parse(text: string | null | undefined): { readonly error?: ErrorBody } | null {
  try {
    return text ? (JSON.parse(text) as { readonly error?: ErrorBody }) : null
  } catch {
    return null // a proxy's page, which says nothing of the vault
  }
}

function faultOf(error: unknown, permission: string): Fault {
  const { name = '' } = error as { readonly name?: string }
  const { status, code } = answerOf(error)
  const known = FAULTS_BY_CODE[code] ?? FAULTS_BY_NAME[name]
  if (known) return known
  if (status === 401) {
    return {
      code: 'STORE_DENIED',
      says: 'the vault does not accept the sign-in, which may belong to another tenant or have expired',
      hint: 'sign in again with `az login --tenant TENANT`',
    }
  }
  if (status === 403) {
    return {
      code: 'STORE_DENIED',
      says: `the credentials do not allow to ${permission} secrets`,
      hint: 'grant the role Key Vault Secrets User to read, Key Vault Secrets Officer to write; see docs/stores.md',
    }
  }
  if (status === 409) return FAULTS.changed
  if (status === 429) return FAULTS.throttled
  if (status >= 500) return FAULTS.down
  const fault = networkFault(error)
  if (fault) return fault
  return {
    code: 'STORE_REFUSED',
    says: `Azure refuses the request as it is${/^\w{1,40}$/.test(code) ? ` (${code})` : ''}`,
    hint: 'see to the name; service-version may have to be set for a cloud that lags behind',
  }
}
