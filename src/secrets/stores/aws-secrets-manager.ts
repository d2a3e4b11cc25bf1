import type { SecretVersionsListEntry } from '@aws-sdk/client-secrets-manager'
import { Secret } from '../../model/secret.ts'
import type { AwsSecretsManagerSettings } from '../../model/store-settings.ts'
import { AwsClient } from './aws-client.ts'
import { mapLimited } from './map-limited.ts'
import type { NameMap } from './name-map.ts'
import type {
  SecretStore,
  StoredKey,
  StoredValue,
  StoredVersion,
  VersionSelector,
  VersionStage,
  WriteOptions,
} from './store.ts'
import { FAULTS, type Fault, storeFailure } from './store-failure.ts'

const STAGE_LABELS = { current: 'AWSCURRENT', pending: 'AWSPENDING', previous: 'AWSPREVIOUS' } as const
/** Holds a new version until AWSCURRENT is moved to it from the version that it replaces: AWS has no other compare-and-swap. */
const ARRIVING = 'KEYWARDEN'
/** docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const LONGEST_VALUE = 65_536
const NAME = /^[\w/+=.@-]{1,512}$/
const AT_ONCE = 6

/**
 * AWS Secrets Manager, one secret a key. The id of a request is the id of the version that it writes
 * (docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html, ClientRequestToken).
 */
export class AwsSecretsManager implements SecretStore {
  readonly kind = 'aws-secrets-manager'
  readonly label: string
  readonly #names: NameMap
  readonly #settings: AwsSecretsManagerSettings
  readonly #aws: AwsClient

  /** @param aws the way there, where there is one already */
  constructor(settings: AwsSecretsManagerSettings, names: NameMap, aws?: AwsClient) {
    this.#settings = settings
    this.#names = names
    const region = settings.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION']
    this.label = `AWS Secrets Manager${region === undefined ? '' : ` ${region}`}`
    this.#aws = aws ?? AwsClient.to(settings, this.label)
  }

  async read(key: string, selector: VersionSelector = { stage: 'current' }): Promise<StoredValue | null> {
    const SecretId = this.#nameOf(key)
    // without a stage, AWS and its emulators do not agree on which version is meant
    const which = 'id' in selector ? { VersionId: selector.id } : { VersionStage: STAGE_LABELS[selector.stage] }
    const found = await this.#aws.sendUnlessAbsent('GetSecretValue', key, (sdk, client, options) =>
      client.send(new sdk.GetSecretValueCommand({ SecretId, ...which }), options),
    )
    if (found === null) return null
    if (found.SecretString === undefined) throw storeFailure(key, this.label, FAULTS.notText)
    const { VersionId = '', VersionStages = [], CreatedDate = null } = found
    return { value: new Secret(found.SecretString), version: versionOf(VersionId, VersionStages, CreatedDate) }
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    const found = await mapLimited(keys, AT_ONCE, async (key) => [key, await this.read(key)] as const)
    return new Map(found.filter((entry): entry is readonly [string, StoredValue] => entry[1] !== null))
  }

  async list(): Promise<readonly StoredKey[]> {
    const keys = (await this.#allKeys()).sort()
    const versions = await mapLimited(keys, AT_ONCE, (key) => this.versions(key))
    return keys.flatMap((key, i) => {
      const version = versions[i]?.find(({ stages }) => stages.includes('current'))
      return version === undefined ? [] : [{ key, version }]
    })
  }

  async versions(key: string): Promise<readonly StoredVersion[]> {
    const SecretId = this.#nameOf(key)
    const entries: SecretVersionsListEntry[] = []
    let NextToken: string | undefined
    do {
      const page = await this.#aws.sendUnlessAbsent('ListSecretVersionIds', key, (sdk, client, options) =>
        client.send(new sdk.ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true, NextToken }), options),
      )
      entries.push(...(page?.Versions ?? []))
      NextToken = page?.NextToken
    } while (NextToken) // some emulators end with an empty one
    return entries
      .map(({ VersionId = '', VersionStages = [], CreatedDate = null }) =>
        versionOf(VersionId, VersionStages, CreatedDate),
      )
      .sort(newestFirst)
  }

  async write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion> {
    const { stage, requestId, expectedCurrent } = options
    this.#checkSize(key, value)
    const versions = await this.#labels(key)
    const current = versions.find(({ stages }) => stages.includes('current'))
    const repeated = versions.find(({ id }) => id === requestId)
    if (repeated) await this.#requireSame(key, requestId, value)
    if (repeated?.stages.includes(stage) || repeated?.stages.includes('previous')) return this.#require(key, requestId)
    if (expectedCurrent !== undefined && expectedCurrent !== (current?.id ?? null))
      throw this.#fail(key, FAULTS.changed)
    if (stage === 'pending') this.#requireFree(key, versions)
    if (current === undefined) await this.#create(key, value, requestId)
    else await this.#put(key, value, requestId, stage === 'pending' ? STAGE_LABELS.pending : ARRIVING)
    if (stage === 'current' && current !== undefined) {
      await this.#move(key, STAGE_LABELS.current, { from: current.id, to: requestId })
      await this.#move(key, ARRIVING, { from: requestId })
    }
    return this.#require(key, requestId)
  }

  async promote(key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion> {
    const { stages } = await this.#require(key, versionId)
    if (!stages.includes('current')) {
      if (!stages.includes('pending')) throw this.#fail(key, FAULTS.notPending)
      if (expectedCurrent === null) throw this.#fail(key, FAULTS.changed)
      await this.#move(key, STAGE_LABELS.current, { from: expectedCurrent, to: versionId })
    }
    if (stages.includes('pending')) await this.#move(key, STAGE_LABELS.pending, { from: versionId })
    return this.#require(key, versionId)
  }

  async retire(key: string, versionId: string): Promise<void> {
    const { stages } = await this.#require(key, versionId)
    if (stages.includes('current')) throw this.#fail(key, FAULTS.isCurrent)
    for (const stage of stages) await this.#move(key, STAGE_LABELS[stage], { from: versionId })
  }

  until(signal: AbortSignal): AwsSecretsManager {
    return new AwsSecretsManager(this.#settings, this.#names, this.#aws.until(signal))
  }

  /** The versions that have a label, without their times: one request. */
  async #labels(key: string): Promise<readonly StoredVersion[]> {
    const SecretId = this.#nameOf(key)
    const found = await this.#aws.sendUnlessAbsent('DescribeSecret', key, (sdk, client, options) =>
      client.send(new sdk.DescribeSecretCommand({ SecretId }), options),
    )
    return Object.entries(found?.VersionIdsToStages ?? {}).map(([id, labels]) => versionOf(id, labels, null))
  }

  async #allKeys(): Promise<string[]> {
    const keys: string[] = []
    const { prefix = '' } = this.#settings
    const Filters = prefix === '' ? undefined : [{ Key: 'name' as const, Values: [prefix] }]
    let NextToken: string | undefined
    do {
      const page = await this.#aws.send('ListSecrets', '', (sdk, client, options) =>
        client.send(new sdk.ListSecretsCommand({ Filters, NextToken, MaxResults: 100 }), options),
      )
      for (const { Name = '' } of page.SecretList ?? []) keys.push(this.#names.keyOf(Name) ?? '')
      NextToken = page.NextToken
    } while (NextToken) // some emulators end with an empty one
    return keys.filter((key) => key !== '')
  }

  async #create(key: string, value: Secret, ClientRequestToken: string): Promise<void> {
    const Name = this.#nameOf(key)
    await this.#aws.send('CreateSecret', key, (sdk, client, options) =>
      client.send(new sdk.CreateSecretCommand({ Name, SecretString: value.reveal(), ClientRequestToken }), options),
    )
  }

  async #put(key: string, value: Secret, ClientRequestToken: string, label: string): Promise<void> {
    const shared = { SecretId: this.#nameOf(key), ClientRequestToken, VersionStages: [label] }
    await this.#aws.send('PutSecretValue', key, (sdk, client, options) =>
      client.send(new sdk.PutSecretValueCommand({ ...shared, SecretString: value.reveal() }), options),
    )
  }

  /** AWS refuses where the label is not on the version that it is to be taken from: that is the comparison. */
  async #move(
    key: string,
    VersionStage: string,
    { from, to }: { readonly from: string; readonly to?: string },
  ): Promise<void> {
    const shared = { SecretId: this.#nameOf(key), VersionStage, RemoveFromVersionId: from }
    await this.#aws.send('UpdateSecretVersionStage', key, async (sdk, client, options) => {
      try {
        await client.send(new sdk.UpdateSecretVersionStageCommand({ ...shared, MoveToVersionId: to }), options)
      } catch (error) {
        throw error instanceof sdk.InvalidParameterException
          ? storeFailure(key, this.label, FAULTS.changed, error)
          : error
      }
    })
  }

  async #require(key: string, versionId: string): Promise<StoredVersion> {
    const version = (await this.versions(key)).find(({ id }) => id === versionId)
    if (version === undefined) throw this.#fail(key, FAULTS.noVersion)
    return version
  }

  async #requireSame(key: string, versionId: string, value: Secret): Promise<void> {
    const stored = await this.read(key, { id: versionId })
    if (!stored?.value.equals(value)) throw this.#fail(key, FAULTS.otherValue)
  }

  #requireFree(key: string, versions: readonly StoredVersion[]): void {
    if (!versions.some(({ stages }) => stages.includes('current'))) throw this.#fail(key, FAULTS.noCurrent)
    if (versions.some(({ stages }) => stages.includes('pending'))) throw this.#fail(key, FAULTS.pendingAlready)
  }

  #checkSize(key: string, value: Secret): void {
    const bytes = Buffer.byteLength(value.reveal())
    if (bytes <= LONGEST_VALUE) return
    throw this.#fail(key, {
      code: 'STORE_REFUSED',
      says: `the value has ${bytes} bytes, AWS Secrets Manager takes ${LONGEST_VALUE}`,
      hint: 'split it, or keep it in a bucket and its address here',
    })
  }

  #nameOf(key: string): string {
    const name = this.#names.nameOf(key)
    if (NAME.test(name)) return name
    throw this.#fail(key, {
      code: 'STORE_REFUSED',
      says: `its name in AWS would have ${name.length} characters or other ones than letters, digits and /_+=.@-`,
      hint: 'shorten the name or the prefix; 512 characters are the most',
    })
  }

  #fail(key: string, fault: Fault): Error {
    return storeFailure(key, this.label, fault)
  }
}

function versionOf(id: string, labels: readonly string[], createdOn: Date | null): StoredVersion {
  const stages = (Object.keys(STAGE_LABELS) as VersionStage[]).filter((stage) => labels.includes(STAGE_LABELS[stage]))
  return { id, stages, createdOn, isEnabled: true, requestId: id }
}

function newestFirst(a: StoredVersion, b: StoredVersion): number {
  const later = (b.createdOn?.getTime() ?? 0) - (a.createdOn?.getTime() ?? 0)
  return later === 0 ? rank(a) - rank(b) : later // times are told in seconds by some
}

function rank({ stages }: StoredVersion): number {
  if (stages.includes('pending')) return 0
  if (stages.includes('current')) return 1
  return stages.includes('previous') ? 2 : 3
}
