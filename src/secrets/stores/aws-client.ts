import { Agent } from 'node:https'
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { ScanError } from '../../model/errors.ts'
import { once } from '../../model/once.ts'
import type { AwsSecretsManagerSettings } from '../../model/store-settings.ts'
import { awsFailure } from './aws-failure.ts'
import { loadPeer } from './load-peer.ts'
import { readAuthorities } from './read-authorities.ts'
import { unlessUnwanted } from './unless-unwanted.ts'

/** The SDK as a module: loaded late, and only where a store is really asked. */
type AwsSdk = typeof import('@aws-sdk/client-secrets-manager')

const PACKAGE = '@aws-sdk/client-secrets-manager'
/** On Node 20 the SDK warns on standard error of every program that uses it; this is its own switch. */
const WARNING_SWITCH = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'

/** Milliseconds for one answer. */
const ANSWER_TIME = 5000

/** Without a logger the SDK gives advice about credentials on standard error. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** What an open client is. */
interface OpenAws {
  readonly sdk: AwsSdk
  readonly client: SecretsManagerClient
}

/** A call of the SDK. */
export type AwsCall<Output> = (
  sdk: AwsSdk,
  client: SecretsManagerClient,
  options: { readonly abortSignal?: AbortSignal },
) => Promise<Output>

/** The way to AWS: opened with the first call, its failures turned into errors for people. */
export class AwsClient {
  readonly #open: () => Promise<OpenAws>
  readonly #label: string
  readonly #timeout: number
  readonly #signal: AbortSignal | null

  /** @param open opens the client; it is called with every call and has to give the same one */
  private constructor(
    open: () => Promise<OpenAws>,
    label: string,
    { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal | null },
  ) {
    this.#open = open
    this.#label = label
    this.#timeout = timeout
    this.#signal = signal
  }

  static to(settings: AwsSecretsManagerSettings, label: string): AwsClient {
    return new AwsClient(
      once(() => open(settings)),
      label,
      { timeout: settings.timeout ?? ANSWER_TIME, signal: null },
    )
  }

  /** The same client for calls that end with a signal. */
  until(signal: AbortSignal): AwsClient {
    return new AwsClient(this.#open, this.#label, { timeout: this.#timeout, signal })
  }

  /** @param action permission that the call needs; `what` is the key that it is about, '' where it is about none */
  async send<Output>(action: string, what: string, call: AwsCall<Output>): Promise<Output> {
    const { sdk, client } = await this.#open()
    const signal = this.#signal
    const options = signal === null ? {} : { abortSignal: signal }
    try {
      return await unlessUnwanted(
        () => call(sdk, client, options),
        { what, label: this.#label },
        { signal, timeout: this.#timeout },
      )
    } catch (error) {
      throw error instanceof ScanError ? error : awsFailure(error, what, this.#label, action)
    }
  }

  /** As `send`; null where AWS says that there is no such secret or version. */
  async sendUnlessAbsent<Output>(action: string, what: string, call: AwsCall<Output>): Promise<Output | null> {
    return this.send(action, what, async (sdk, client, options) => {
      try {
        return await call(sdk, client, options)
      } catch (error) {
        if (error instanceof sdk.ResourceNotFoundException) return null
        throw error
      }
    })
  }
}

/** A client that gives up soon and logs nothing. */
async function open(settings: AwsSecretsManagerSettings): Promise<OpenAws> {
  const { region, endpoint, profile, caFile, timeout = ANSWER_TIME } = settings
  const ca = await readAuthorities(caFile)
  const sdk = await loadPeer([PACKAGE], () => import('@aws-sdk/client-secrets-manager'))
  const client = withoutWarning(
    () =>
      new sdk.SecretsManagerClient({
        ...(region !== undefined && { region }),
        ...(endpoint !== undefined && { endpoint }),
        ...(profile !== undefined && { profile }),
        maxAttempts: 3,
        logger: SILENT,
        requestHandler: {
          connectionTimeout: timeout,
          requestTimeout: timeout,
          throwOnRequestTimeout: true, // without it a request that is too slow is only warned of
          ...(ca && { httpsAgent: new Agent({ ca, keepAlive: true }) }),
        },
      }),
  )
  return { sdk, client }
}

/** The warning is printed when a client is made. */
function withoutWarning<T>(make: () => T): T {
  const before = process.env[WARNING_SWITCH]
  process.env[WARNING_SWITCH] = 'true'
  try {
    return make()
  } finally {
    if (before === undefined) delete process.env[WARNING_SWITCH]
    else process.env[WARNING_SWITCH] = before
  }
}
