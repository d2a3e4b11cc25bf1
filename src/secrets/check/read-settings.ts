import { ScanError } from '../../model/errors.ts'
import type { CompiledRule } from '../../model/rule.ts'
import { Secret } from '../../model/secret.ts'
import type { SecretsDefinition } from '../definition/define-secrets.ts'
import type { KeyDefinition, PublicKey, SecretKey } from '../definition/key-definition.ts'
import type { EnvironmentName } from '../resolve/environment-name.ts'
import type { Resolution } from '../resolve/origin.ts'
import type { KeyRequest } from '../resolve/place.ts'
import type { Resolver } from '../resolve/resolver.ts'
import { expectationOf, findRules } from './expectation.ts'
import type { LoadDocs } from './judge-format.ts'
import { judgeSecret } from './judge-secret.ts'
import { warnOfLiveKey } from './judge-stage.ts'
import type { KeyProblem } from './key-problem.ts'
import { nearestFirst } from './nearest-first.ts'
import type { RuleBook } from './rule-book.ts'
import { runSchema } from './run-schema.ts'
import type { KeyReport, SecretsReport } from './secrets-report.ts'

/** What values are judged by. */
export interface JudgingContext {
  readonly environment: EnvironmentName
  readonly rules: RuleBook
  /** What `.env.example` holds, which is nobody's secret. */
  readonly examples: ReadonlyMap<string, string>
}

/** Settings that were read, and what is to be said of them. */
export interface SettingsReading {
  readonly report: SecretsReport
  /** A `Secret`, or what the definition makes of a value that anybody may see; without keys that have none. */
  readonly settings: ReadonlyMap<string, unknown>
  /** Why a place could not be asked; null where all could. */
  readonly error: ScanError | null
}

/** What a key asks of the resolver. */
export function requestOf(name: string, definition: KeyDefinition): KeyRequest {
  const { sensitive = true, empty = 'missing', default: fallback = null } = definition
  return { name, isSecret: sensitive, empty, fallback }
}

/** Resolves and judges all keys of a definition at once: whoever has to mend something learns of all of it. */
export async function readSettings(
  definition: SecretsDefinition,
  resolver: Resolver,
  context: JudgingContext,
): Promise<SettingsReading> {
  const entries = Object.entries(definition.keys)
  const resolutions = await resolver.resolveAll(entries.map(([name, key]) => requestOf(name, key)))
  const keys = await Promise.all(
    entries.map(([name, key]) => readKey(name, key, resolutions.get(name) as Resolution, context)),
  )
  const failures = entries.flatMap(([name, { required = true }]) => {
    const resolution = resolutions.get(name) as Resolution
    return failureOf(resolution, required) ?? []
  })
  return {
    report: {
      environment: context.environment,
      source: definition.source,
      complete: failures.length === 0,
      valid: keys.every(({ report }) => report.problem === null),
      keys: keys.map(({ report }) => report),
      warnings: [...new Set([...resolutions.values()].flatMap(toleratedFailures))],
    },
    settings: new Map(keys.flatMap(({ report, setting }) => (setting === undefined ? [] : [[report.key, setting]]))),
    error: failures[0] ?? null,
  }
}

/** What was read of one key. */
export interface KeyReading {
  readonly report: KeyReport
  readonly setting: unknown
}

/** Judges one key by what the search for it has come to. */
export async function readKey(
  name: string,
  definition: KeyDefinition,
  resolution: Resolution,
  context: JudgingContext,
): Promise<KeyReading> {
  const rules = await findRules(name, definition, context.rules)
  const {
    problem,
    setting,
    warnings = [],
  } = definition.sensitive === false
    ? await judgePublic(name, definition, resolution)
    : await judge(name, definition, resolution, { ...context, rules, load: (id) => context.rules.docs(id) })
  // what people read of a rule is loaded only where there is something to explain
  const value = resolution.kind === 'found' ? resolution.value.reveal() : ''
  const [rule] = problem === null ? [] : nearestFirst(value, rules)
  const report: KeyReport = {
    key: name,
    isSecret: definition.sensitive !== false,
    isRequired: definition.required !== false,
    origin: resolution.kind === 'found' ? resolution.origin : null,
    problem,
    warnings,
    expected: problem === null ? null : await expectationOf(definition, rule, context.rules),
  }
  return { report, setting }
}

interface Judged {
  readonly problem: KeyProblem | null
  readonly setting: unknown
  readonly warnings?: readonly string[]
}

interface SecretContext extends Omit<JudgingContext, 'rules'> {
  readonly rules: readonly CompiledRule[]
  readonly load: LoadDocs
}

async function judge(
  name: string,
  definition: SecretKey,
  resolution: Resolution,
  context: SecretContext,
): Promise<Judged> {
  if (resolution.kind !== 'found') return { problem: withoutValue(name, definition, resolution), setting: undefined }
  const value = resolution.value.reveal()
  const { rules, load, environment } = context
  const problem = await judgeSecret(value, { rules, load, example: context.examples.get(name) ?? '', environment })
  const live = warnOfLiveKey(value, environment)
  const warnings = live === null ? [] : [live]
  const prefix = nearestFirst(value, rules)[0]?.shownPrefix ?? ''
  if (problem !== null || definition.schema === undefined) {
    return { problem, setting: new Secret(value, prefix), warnings }
  }
  const result = await runSchema(definition.schema, value)
  if (result.kind === 'refused') return { problem: result.problem, setting: undefined, warnings }
  if (typeof result.output === 'string') return { problem: null, setting: new Secret(result.output, prefix), warnings }
  throw new ScanError('CONFIG_INVALID', `the schema of ${name} makes something else of a secret than a text`, {
    hint: 'let it check the text only, and parse what reveal() gives where it is used',
  })
}

/** A default passes the schema too, and so does "no value": many schemas have a default of their own. */
async function judgePublic(name: string, definition: PublicKey, resolution: Resolution): Promise<Judged> {
  const { schema } = definition
  const value = resolution.kind === 'found' ? resolution.value.reveal() : undefined
  if (resolution.kind === 'failed' || schema === undefined) {
    return { problem: value === undefined ? withoutValue(name, definition, resolution) : null, setting: value }
  }
  const result = await runSchema(schema, value)
  if (result.kind === 'accepted') return { problem: null, setting: result.output }
  return {
    problem: value === undefined ? withoutValue(name, definition, resolution) : result.problem,
    setting: undefined,
  }
}

function withoutValue(name: string, { required = true }: KeyDefinition, resolution: Resolution): KeyProblem | null {
  const failure = failureOf(resolution, required)
  if (failure === null) return required ? { code: 'missing', says: 'is missing' } : null
  const { message, hint } = failure
  if (message.startsWith(`${name} is `)) return { code: 'unknown', says: message.slice(name.length + 1), remedy: hint }
  // the key that a store names is the first of those that it was asked for
  return { code: 'unknown', says: `is not known: ${message.replace(/^[\w.-]+ in (?=.*: )/, '')}`, remedy: hint }
}

/** Why nobody can tell of a key that must be there: a store that is away and may be is no reason for "missing" either. */
function failureOf(resolution: Resolution, isRequired: boolean): ScanError | null {
  if (resolution.kind === 'failed') return resolution.error
  return resolution.kind === 'absent' && isRequired ? resolution.unasked : null
}

/** What went wrong on the way to a key and did not stop the search. */
function toleratedFailures({ kind, steps }: Resolution): readonly string[] {
  if (kind === 'failed') return []
  return steps.flatMap((step) => {
    if (step.kind !== 'store') return []
    if (step.outcome === 'failed') return [step.detail]
    return step.outcome === 'not-asked' && step.detail === 'offline' ? [`${step.label} was not asked (offline)`] : []
  })
}
