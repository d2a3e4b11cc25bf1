import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../config/config.ts'
import { withFileLock } from '../disk/with-file-lock.ts'
import { ScanError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { environmentName } from '../secrets/resolve/environment-name.ts'
import { fileJournal } from '../secrets/rotate/file-journal.ts'
import { generateValue, parseValueSpec } from '../secrets/rotate/generate-value.ts'
import { refuseDumps } from '../secrets/rotate/refuse-dumps.ts'
import { giveUp, rotateSecret } from '../secrets/rotate/rotate-secret.ts'
import type { RotationJournal, RotationRecord, RotationStep } from '../secrets/rotate/rotation.ts'
import { runVerification } from '../secrets/rotate/run-verification.ts'
import type { SecretStore } from '../secrets/stores/store.ts'
import { chooseStore, type StoreChoice } from './rotate/choose-store.ts'
import { dueSecrets } from './rotate/due-secrets.ts'
import { findLeakedKey, type LeakedKey } from './rotate/find-leaked-key.ts'
import { readValue } from './rotate/read-value.ts'
import { nameFinding, recordRotated } from './rotate/record-rotated.ts'
import { rotateCommand } from './rotate/rotate-command.ts'
import { outcomeLines, planLines, type RotationPlan } from './rotate/rotate-lines.ts'
import { journalPath, stateFolder, unfinishedRotations } from './rotate/rotation-state.ts'
import { valuesOfFiles, valuesOfStore } from './rotate/searched-values.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { projectFolder } from './secrets/project-folder.ts'
import type { VerbResult } from './verb-result.ts'

/** Which store and which environment are meant; null where it is not said. */
export interface StoreFlags {
  readonly store: string | null
  readonly environment: string | null
}

/** What the verb is asked; null for what is not said. */
export interface RotateRequest extends StoreFlags {
  readonly verb: 'secrets rotate'
  /** Null where a finding is to say it. */
  readonly key: string | null
  readonly finding: string | null
  /** Where the new value comes from. */
  readonly value:
    | { readonly kind: 'generate'; readonly spec: string }
    | { readonly kind: 'stdin' }
    | { readonly kind: 'unsaid' }
  /** Command line that tries the new value. */
  readonly verify: string | null
  /** Milliseconds. */
  readonly grace: number | null
  readonly mode: 'plan' | 'apply' | 'abandon'
}

/** Tells which secrets are older than the settings allow. */
export interface DueRequest extends StoreFlags {
  readonly verb: 'secrets due'
}

/** Longest time for the command that tries a value. */
const VERIFY_TIME = 300_000

/** Rotates a secret, plans to, gives an unfinished rotation up, or tells what is due. Never tells a value. */
export async function runRotate(
  config: Config,
  request: RotateRequest | DueRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  refuseDumps(environment.env['NODE_OPTIONS'] ?? '', process.execArgv)
  const choice: StoreChoice = {
    asked: request.store,
    key: request.verb === 'secrets rotate' ? request.key : null,
    settings: config.secrets,
    environment: environmentName({ name: request.environment, saidBy: '--env' }, environment.env),
    folder: projectFolder(config.cwd, config.root),
    env: environment.env,
    stateFolder: stateFolder(environment.env),
    signal: environment.signal,
  }
  const store = await chooseStore(choice)
  const now = Date.now()
  if (request.verb === 'secrets due') {
    const commandFor = (key: string) => rotateCommand(key, request.store, request.environment)
    return dueSecrets(store, { ...choice, policy: config.secrets.rotation, now, commandFor })
  }
  const { rotation, path } = await openRotation({ store, choice, request, config, environment })
  if (request.mode !== 'abandon') await requireFit(rotation, choice.folder)
  if (request.mode === 'plan') return plan(rotation)
  return withFileLock(path, () => (request.mode === 'abandon' ? abandon(rotation) : apply(rotation)), { patience: 0 })
}

interface Rotation {
  readonly key: string
  readonly store: SecretStore
  readonly request: RotateRequest
  readonly config: Config
  readonly environment: ScanEnvironment
  readonly journal: RotationJournal
  /** What a scan has found of it, where that is why it is rotated. */
  readonly leaked: LeakedKey | null
}

interface Opening extends Pick<Rotation, 'store' | 'request' | 'config' | 'environment'> {
  readonly choice: StoreChoice
}

async function openRotation(opening: Opening): Promise<{ readonly rotation: Rotation; readonly path: string }> {
  const { request, choice } = opening
  const { finding } = request
  const unfinished = finding === null ? [] : await unfinishedRotations(choice.stateFolder, opening.store.label)
  const known = unfinished.find((record) => record.finding === finding)?.key ?? null
  const leaked = finding === null || known !== null ? null : await findLeaked(finding, opening)
  const key = known ?? leaked?.key ?? request.key ?? ''
  if (request.key !== null && request.key !== key) {
    throw new ScanError('USAGE', `the finding holds the value of ${key}, not that of ${request.key}`, {
      hint: `rotate ${key}, or leave --from-finding out`,
    })
  }
  // of several .env files, the one that has the key
  const store = opening.store.kind === 'env-file' ? await chooseStore({ ...choice, key }) : opening.store
  const path = journalPath(choice.stateFolder, store.label, key)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return { rotation: { ...opening, store, key, leaked, journal: fileJournal(path) }, path }
}

async function findLeaked(finding: string, { store, choice, config, environment }: Opening): Promise<LeakedKey> {
  if (config.baseline === '') {
    throw new ScanError('USAGE', 'no baseline is named, which would tell that the finding is rotated', {
      hint: 'set baseline in keywarden.toml, or rotate the key by its name',
    })
  }
  const { folder, environment: name } = choice
  const searched = store.kind === 'env-file' ? await valuesOfFiles(folder, name) : await valuesOfStore(store)
  return findLeakedKey(finding, searched, { config, environment })
}

/** Where a value is to be generated in this run, it must be one that the key can have. */
async function requireFit({ key, request, config, journal, leaked }: Rotation, folder: string): Promise<void> {
  const record = await journal.read()
  if (request.value.kind !== 'generate' || (record !== null && record.step !== 'started')) return
  const { requireGeneratable } = await import('./rotate/require-generatable.ts')
  const foundBy = leaked?.finding.ruleId ?? null
  await requireGeneratable(request.value.spec, { key, folder, ruleFiles: config.rules.files, foundBy })
}

async function plan({ key, store, request, journal }: Rotation): Promise<VerbResult> {
  const record = await journal.read()
  if (record === null && (await store.read(key)) === null) {
    throw new ScanError('SECRET_INVALID', `${key} has no current value in ${store.label}`, {
      hint: `keywarden secrets set ${key} writes the first one`,
    })
  }
  const what = planOf(key, store, request, record)
  const data = { schemaVersion: 1, key, store: store.label, applied: false, rotation: record }
  return { lines: planLines(what), data, outcome: 'passed', purpose: 'content' }
}

async function apply(rotation: Rotation): Promise<VerbResult> {
  const { key, store, request, config, environment, journal, leaked } = rotation
  const before = await journal.read()
  if (before === null || before.step === 'started') requireSource(request)
  const finding = leaked === null || before !== null ? null : await nameFinding(leaked, config)
  const reached: RotationStep[] = []
  const verify = request.verify
  const outcome = await rotateSecret(
    { key, grace: request.grace, finding },
    {
      store,
      journal: { ...journal, write: (record) => journal.write(record).then(() => void reached.push(record.step)) },
      now: Date.now,
      newId: randomUUID,
      newValue: () => newValue(request, environment),
      verify: verify === null ? null : (value) => tryValue(value, key, verify, rotation),
      conclude: (record) => recordRotated(record, config, environment.today),
    },
  )
  const { kind, record } = outcome
  const told = before === null ? reached.slice(reached.indexOf('started') + 1) : reached
  const isUnread = request.value.kind === 'stdin' && before !== null && !told.includes('staged')
  return {
    ...(isUnread && { remarks: ['standard input was not read: the value that an earlier run has written is used'] }),
    lines: outcomeLines(outcome, told, planOf(key, store, request, record)),
    data: { schemaVersion: 1, key, store: store.label, applied: true, outcome: kind, steps: told, rotation: record },
    outcome: 'passed',
    purpose: 'verdict',
  }
}

async function abandon({ key, store, journal }: Rotation): Promise<VerbResult> {
  const record = await journal.read()
  if (record === null) {
    throw new ScanError('USAGE', `no rotation of ${key} is under way in ${store.label}`, {
      hint: 'nothing is to be given up',
    })
  }
  await giveUp(record, { store, journal })
  const current = (await store.read(key))?.version.id ?? 'none'
  return {
    lines: [`${key} in ${store.label}: the rotation is given up; version ${current} is current`],
    data: { schemaVersion: 1, key, store: store.label, applied: true, outcome: 'abandoned', rotation: record },
    outcome: 'passed',
    purpose: 'verdict',
  }
}

function planOf(key: string, store: SecretStore, request: RotateRequest, record: RotationRecord | null): RotationPlan {
  return {
    key,
    store: store.label,
    value: sayValue(request),
    trial: request.verify === null ? 'none' : 'command',
    grace: request.grace,
    record,
    command: rotateCommand(key, request.store, request.environment),
    finding: request.finding ?? record?.finding ?? '',
  }
}

function sayValue({ value }: RotateRequest): string {
  switch (value.kind) {
    case 'generate': {
      const { length, says } = parseValueSpec(value.spec)
      return `${length} ${says}, generated`
    }
    case 'stdin':
      return 'from standard input'
    case 'unsaid':
      return ''
  }
}

async function newValue({ value }: RotateRequest, { stdin }: ScanEnvironment): Promise<Secret> {
  switch (value.kind) {
    case 'generate':
      return generateValue(parseValueSpec(value.spec))
    case 'stdin':
      return readValue(stdin)
    case 'unsaid':
      throw noSource()
  }
}

/** Refuses before anything is begun: a line that cannot end is no rotation under way. */
function requireSource({ value }: RotateRequest): void {
  if (value.kind === 'unsaid') throw noSource()
  if (value.kind === 'generate') parseValueSpec(value.spec)
}

function noSource(): ScanError {
  return new ScanError('USAGE', 'nothing says where the new value comes from', {
    hint: 'add --generate alnum:40 for a value of your own making, or --from-stdin for one that a provider has issued',
  })
}

function tryValue(value: Secret, key: string, command: string, { config, environment }: Rotation): Promise<void> {
  const { env, signal } = environment
  return runVerification(value, { key, command, env, cwd: config.cwd, signal, timeout: VERIFY_TIME })
}
