import type { SecretClient, SecretClientOptions } from '@azure/keyvault-secrets'
import { ScanError } from '../../model/errors.ts'
import { once } from '../../model/once.ts'
import type { AzureKeyVaultSettings } from '../../model/store-settings.ts'
import { answerOf, azureFailure } from './azure-failure.ts'
import { loadPeer } from './load-peer.ts'
import { readAuthorities } from './read-authorities.ts'
import { retryAfter, withRetry } from './retry.ts'
import { isPlain } from './store-url.ts'
import { requestSignal, unlessUnwanted } from './unless-unwanted.ts'

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
  readonly #open: () => Promise<SecretClient>
  readonly #label: string
  readonly #signal: AbortSignal | null

  private constructor(
    settings: AzureKeyVaultSettings,
    label: string,
    { open, signal }: { readonly open: () => Promise<SecretClient>; readonly signal: AbortSignal | null },
  ) {
    this.#settings = settings
    this.#open = open
    this.#label = label
    this.#signal = signal
  }

  static to(settings: AzureKeyVaultSettings, label: string): AzureClient {
    return new AzureClient(settings, label, { open: once(() => open(settings)), signal: null })
  }

  /** The same client for calls that end with a signal. */
  until(signal: AbortSignal): AzureClient {
    return new AzureClient(this.#settings, this.#label, { open: this.#open, signal })
  }

  async send<Output>(
    { permission, what }: AzureTask,
    call: (client: SecretClient, options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output> {
    const client = await this.#open()
    const { timeout = 5000 } = this.#settings
    const signal = this.#signal
    const ask = () => call(client, { abortSignal: requestSignal(timeout, signal) })
    try {
      return await unlessUnwanted(
        () => withRetry(ask, waitFor, signal),
        { what, label: this.#label },
        { signal, timeout },
      )
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
  const { url, serviceVersion, disableChallengeResourceVerification = false, caFile, timeout = 5000 } = settings
  const ca = await readAuthorities(caFile)
  const [{ SecretClient }, { DefaultAzureCredential }] = await loadPeer(PACKAGES, () =>
    Promise.all([import('@azure/keyvault-secrets'), import('@azure/identity')]),
  )
  return new SecretClient(url, new DefaultAzureCredential({ processTimeoutInMs: timeout }), {
    disableChallengeResourceVerification,
    ...(serviceVersion !== undefined && { serviceVersion: serviceVersion as ServiceVersion }),
    ...(isPlain(url) && { allowInsecureConnection: true }),
    ...(ca && { tlsOptions: { ca: ca.join('\n') } }),
    retryOptions: { maxRetries: 0 }, // its own retries heed no bound on Retry-After
  })
}
