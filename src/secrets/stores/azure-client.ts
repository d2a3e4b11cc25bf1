import type { SecretClient, SecretClientOptions } from '@azure/keyvault-secrets'
import { ScanError } from '../../model/errors.ts'
import type { AzureKeyVaultSettings } from '../../model/store-settings.ts'
import { answerOf, azureFailure } from './azure-failure.ts'
import { loadPeer } from './load-peer.ts'
import { readAuthorities } from './read-authorities.ts'
import { retryAfter, withRetry } from './retry.ts'
import { isPlain } from './store-url.ts'

type ServiceVersion = NonNullable<SecretClientOptions['serviceVersion']>

const PACKAGES = ['@azure/keyvault-secrets', '@azure/identity'] as const

/** What a call is about, for its failure. */
export interface AzureTask {
  /** Verb of the permission that it needs: `get`, `set`, `list`. */
  readonly permission: string
  /** Key or name, '' where it is about none. */
  readonly what: string
}

/** The way to a vault: opened with the first call, its failures turned into errors for people. */
export class AzureClient {
  readonly #settings: AzureKeyVaultSettings
  readonly #label: string
  #opened: Promise<SecretClient> | null = null

  constructor(settings: AzureKeyVaultSettings, label: string) {
    this.#settings = settings
    this.#label = label
  }

  async send<Output>(
    { permission, what }: AzureTask,
    call: (client: SecretClient, options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output> {
    this.#opened ??= open(this.#settings)
    const client = await this.#opened
    const { timeout = 5000 } = this.#settings
    try {
      return await withRetry(() => call(client, { abortSignal: AbortSignal.timeout(timeout) }), waitFor)
    } catch (error) {
      throw error instanceof ScanError ? error : azureFailure(error, what, this.#label, permission)
    }
  }
}

function waitFor(error: unknown): number | null {
  const { status, retryAfter: header } = answerOf(error)
  return status === 429 || status === 503 ? retryAfter(header) : null
}

/** A client that gives up soon and logs nothing. */
async function open(settings: AzureKeyVaultSettings): Promise<SecretClient> {
  const { url, serviceVersion, disableChallengeResourceVerification = false, caFile } = settings
  const ca = await readAuthorities(caFile)
  const [{ SecretClient }, { DefaultAzureCredential }] = await loadPeer(PACKAGES, () =>
    Promise.all([import('@azure/keyvault-secrets'), import('@azure/identity')]),
  )
  return new SecretClient(url, new DefaultAzureCredential(), {
    disableChallengeResourceVerification,
    ...(serviceVersion !== undefined && { serviceVersion: serviceVersion as ServiceVersion }),
    ...(isPlain(url) && { allowInsecureConnection: true }),
    ...(ca && { tlsOptions: { ca: ca.join('\n') } }),
    retryOptions: { maxRetries: 0 }, // its own retries heed no bound on Retry-After
  })
}
