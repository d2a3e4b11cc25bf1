import { ScanError } from '../../model/errors.ts'
import { requestOf } from '../../secrets/check/read-settings.ts'
import type { KeyDefinition } from '../../secrets/definition/key-definition.ts'
import type { Resolution, Step } from '../../secrets/resolve/origin.ts'
import { plainKey } from '../../secrets/resolve/place.ts'
import type { VerbResult } from '../verb-result.ts'
import { placeText } from './check-lines.ts'
import { environmentText } from './environment-text.ts'
import type { OpenedSecrets } from './open-secrets.ts'
import type { ExampleFile } from './read-example.ts'

const SAYS = {
  used: 'USED',
  absent: 'not there',
  empty: 'empty, counts as not there',
  shadowed: 'not used',
  followed: 'a reference, followed',
  'not-asked': 'not asked',
  failed: 'could not be asked',
} as const satisfies Record<Step['outcome'], string>

/** Tells every place that was asked for a key and which one won, never the value. */
export async function explainKey(key: string, example: ExampleFile | null, opened: OpenedSecrets): Promise<VerbResult> {
  if (!/^[A-Za-z_][\w.-]*$/.test(key)) {
    throw new ScanError('USAGE', 'that is no name of a key', { hint: 'write a name such as DATABASE_URL, no value' })
  }
  const definition = example?.definition.keys[key] ?? null
  const request = definition === null ? plainKey(key) : requestOf(key, definition)
  const resolution = await opened.resolver.resolve(request, 'explain')
  const failure = failureOf(resolution)
  const { environment, folder } = opened
  const declared = definition === null || example === null ? null : declarationOf(key, definition, example)
  return {
    lines: linesOf(key, resolution, [
      ...(failure === null ? [] : [failure.hint]),
      environmentText(environment),
      `folder ${folder}`,
      declared === null ? 'declared nowhere' : declaredText(declared),
    ]),
    data: { schemaVersion: 1, key, folder, environment, declared, ...outcomeOf(resolution), steps: resolution.steps },
    outcome: failure !== null ? 'incomplete' : resolution.kind === 'found' ? 'passed' : 'failed',
    purpose: 'content',
  }
}

interface Declaration {
  readonly file: string
  readonly line: number
  readonly isSecret: boolean
  readonly isRequired: boolean
}

function declarationOf(key: string, definition: KeyDefinition, { name, lines }: ExampleFile): Declaration {
  const { sensitive = true, required = true } = definition
  return { file: name, line: lines.get(key) ?? 0, isSecret: sensitive, isRequired: required }
}

function declaredText({ file, line, isSecret, isRequired }: Declaration): string {
  return `declared in ${file}, line ${line}: ${isSecret ? 'secret' : 'public'}, ${isRequired ? 'required' : 'optional'}`
}

function linesOf(key: string, resolution: Resolution, notes: readonly string[]): readonly string[] {
  const width = Math.max(...resolution.steps.map(({ label }) => label.length))
  const steps = resolution.steps.map(({ label, outcome, detail }) => {
    const says = outcome === 'failed' ? detail : [SAYS[outcome], detail].filter(Boolean).join(', ')
    return `  ${label.padEnd(width)}  ${says}`
  })
  return [headline(key, resolution), ...steps, '', ...notes]
}

function headline(key: string, resolution: Resolution): string {
  if (resolution.kind === 'found') return `${key} comes from ${placeText(resolution.origin)}`
  const failure = failureOf(resolution)
  return failure === null ? `${key} is nowhere` : `${key} is not known: ${failure.message}`
}

/** Why nobody can tell whether there is a value; null where it is clear. */
function failureOf(resolution: Resolution): ScanError | null {
  if (resolution.kind === 'failed') return resolution.error
  return resolution.kind === 'absent' ? resolution.unasked : null
}

function outcomeOf(resolution: Resolution) {
  if (resolution.kind === 'found') return { found: true, origin: resolution.origin, error: null, hint: null }
  const { message: error = null, hint = null } = failureOf(resolution) ?? {}
  return { found: false, origin: null, error, hint }
}
