import { randomUUID } from 'node:crypto'
import { FakeServer, type Received, type Reply } from './fake-server.ts'

interface Version {
  readonly id: string
  readonly text: string | null
  readonly createdOn: number
  readonly stages: Set<string>
}

interface FakeSecret {
  readonly versions: Version[]
  deletedOn: number | null
}

type Input = Readonly<Record<string, unknown>>
type Answer = Readonly<Record<string, unknown>>

class Refusal extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

/**
 * AWS Secrets Manager as far as Keywarden asks it: JSON 1.1 over POST, the action in X-Amz-Target. Each rule names the
 * page that it comes from, under docs.aws.amazon.com/secretsmanager/latest/apireference where it names no other.
 */
export class FakeAwsSecretsManager {
  readonly #secrets = new Map<string, FakeSecret>()
  #now = 1_800_000_000

  static async start(tls?: { readonly key: string; readonly cert: string }) {
    const fake = new FakeAwsSecretsManager()
    return { fake, server: await FakeServer.start((request) => fake.answer(request), tls) }
  }

  /** Puts a secret there by hand; `null` for a binary one. */
  put(name: string, text: string | null): void {
    const version = { id: randomUUID(), text, createdOn: this.#now++, stages: new Set(['AWSCURRENT']) }
    this.#secrets.set(name, { versions: [version], deletedOn: null })
  }

  scheduleDeletion(name: string): void {
    this.#find(name).deletedOn = this.#now
  }

  answer({ headers, body }: Received): Reply {
    const action = String(headers['x-amz-target']).replace('secretsmanager.', '')
    const actions: Readonly<Record<string, (input: Input) => Answer>> = {
      GetSecretValue: (input) => this.#get(input),
      CreateSecret: (input) => this.#create(input),
      PutSecretValue: (input) => this.#putValue(input),
      DescribeSecret: (input) => this.#describe(input),
      ListSecretVersionIds: (input) => this.#listVersions(input),
      ListSecrets: (input) => this.#list(input),
      UpdateSecretVersionStage: (input) => this.#updateStage(input),
    }
    try {
      return { status: 200, body: actions[action]?.(JSON.parse(body) as Input) ?? {} }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { status: 400, body: { __type: error.type, Message: error.message } }
    }
  }

  #find(name: unknown): FakeSecret {
    const secret = this.#secrets.get(String(name))
    if (secret) return secret
    throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }

  #findLive(name: unknown): FakeSecret {
    const secret = this.#find(name)
    // API_DeleteSecret: "You can't retrieve the secret value" during the recovery window; GetSecretValue answers InvalidRequestException
    if (secret.deletedOn === null) return secret
    throw new Refusal(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    )
  }

  /** API_GetSecretValue.html: VersionId, or VersionStage, AWSCURRENT without either. */
  #get({ SecretId, VersionId, VersionStage = 'AWSCURRENT' }: Input): Answer {
    const { versions } = this.#findLive(SecretId)
    const found = versions.find(({ id, stages }) => (VersionId ? id === VersionId : stages.has(String(VersionStage))))
    if (!found) throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.")
    const value = found.text === null ? { SecretBinary: 'AAEC' } : { SecretString: found.text }
    return {
      Name: SecretId,
      VersionId: found.id,
      VersionStages: [...found.stages],
      CreatedDate: found.createdOn,
      ...value,
    }
  }

  /** API_CreateSecret.html: the first version has AWSCURRENT. */
  #create({ Name, SecretString, ClientRequestToken }: Input): Answer {
    const there = this.#secrets.get(String(Name))
    if (there?.deletedOn) {
      throw new Refusal(
        'InvalidRequestException',
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      )
    }
    if (there) throw new Refusal('ResourceExistsException', 'The operation failed because the secret already exists.')
    const secret: FakeSecret = { versions: [], deletedOn: null }
    this.#secrets.set(String(Name), secret)
    this.#add(secret, String(ClientRequestToken), String(SecretString), ['AWSCURRENT'])
    return { Name, VersionId: ClientRequestToken }
  }

  /**
   * API_PutSecretValue.html: ClientRequestToken of 32 to 64 characters becomes the VersionId; the same token with the same
   * value is ignored, with another it fails; a label is on one version only; without VersionStages AWSCURRENT moves.
   */
  #putValue({ SecretId, SecretString, ClientRequestToken, VersionStages = ['AWSCURRENT'] }: Input): Answer {
    const secret = this.#findLive(SecretId)
    const token = String(ClientRequestToken)
    if (token.length < 32 || token.length > 64) throw new Refusal('InvalidParameterException', 'ClientRequestToken')
    if (Buffer.byteLength(String(SecretString)) > 65_536) {
      // as AWS does, the message repeats the value
      throw new Refusal('ValidationException', `1 validation error detected: Value '${SecretString}' at 'secretString'`)
    }
    const same = secret.versions.find(({ id }) => id === token)
    if (same && same.text !== SecretString) {
      throw new Refusal('ResourceExistsException', 'You can’t use ClientRequestToken for another value.')
    }
    if (!same) this.#add(secret, token, String(SecretString), VersionStages as string[])
    return { Name: SecretId, VersionId: token, VersionStages }
  }

  #add(secret: FakeSecret, id: string, text: string, stages: readonly string[]): void {
    const version: Version = { id, text, createdOn: this.#now++, stages: new Set() }
    secret.versions.push(version)
    for (const stage of stages) this.#attach(secret, stage, version)
  }

  /** API_UpdateSecretVersionStage.html: moving AWSCURRENT moves AWSPREVIOUS to where it was. */
  #attach(secret: FakeSecret, stage: string, to: Version | undefined): void {
    const from = secret.versions.find(({ stages }) => stages.has(stage))
    from?.stages.delete(stage)
    to?.stages.add(stage)
    if (stage !== 'AWSCURRENT' || !from || from === to) return
    for (const { stages } of secret.versions) stages.delete('AWSPREVIOUS')
    from.stages.add('AWSPREVIOUS')
  }

  /** Same page: a label that is on another version has to be removed from exactly that one. */
  #updateStage({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }: Input): Answer {
    const secret = this.#findLive(SecretId)
    const stage = String(VersionStage)
    const holder = secret.versions.find(({ stages }) => stages.has(stage))
    if ((holder?.id ?? undefined) !== (RemoveFromVersionId ?? undefined)) {
      throw new Refusal(
        'InvalidParameterException',
        `The staging label ${stage} is currently attached to ${holder?.id}`,
      )
    }
    const to = secret.versions.find(({ id }) => id === MoveToVersionId)
    if (MoveToVersionId && !to) throw new Refusal('ResourceNotFoundException', 'no such version')
    if (stage === 'AWSCURRENT' && !to) throw new Refusal('InvalidParameterException', 'AWSCURRENT cannot be removed')
    this.#attach(secret, stage, to)
    return { Name: SecretId }
  }

  /** API_DescribeSecret.html: versions without a label are left out; a secret that is to be deleted is told of. */
  #describe({ SecretId }: Input): Answer {
    const { versions, deletedOn } = this.#find(SecretId)
    const labelled = versions.filter(({ stages }) => stages.size > 0)
    const VersionIdsToStages = Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]]))
    return { Name: SecretId, VersionIdsToStages, ...(deletedOn !== null && { DeletedDate: deletedOn }) }
  }

  /** API_ListSecretVersionIds.html: without IncludeDeprecated only versions with a label; pages. */
  #listVersions({ SecretId, IncludeDeprecated, NextToken = '0' }: Input): Answer {
    const all = this.#find(SecretId).versions.filter(({ stages }) => IncludeDeprecated || stages.size > 0)
    const from = Number(NextToken)
    const page = all.slice(from, from + 3)
    return {
      Versions: page.map(({ id, createdOn, stages }) => ({
        VersionId: id,
        CreatedDate: createdOn,
        VersionStages: [...stages],
      })),
      ...(all.length > from + 3 && { NextToken: String(from + 3) }),
    }
  }

  /** API_ListSecrets.html, API_Filter.html: a name filter is a prefix; what is to be deleted is left out. */
  #list({ Filters = [], NextToken = '0' }: Input): Answer {
    const prefix = (Filters as { Values: string[] }[])[0]?.Values[0] ?? ''
    const names = [...this.#secrets].filter(([name, { deletedOn }]) => name.startsWith(prefix) && deletedOn === null)
    const from = Number(NextToken)
    const page = names.slice(from, from + 2)
    return {
      SecretList: page.map(([Name]) => ({ Name })),
      ...(names.length > from + 2 && { NextToken: String(from + 2) }),
    }
  }
}
