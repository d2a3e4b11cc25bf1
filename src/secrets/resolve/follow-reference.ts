import { ScanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { Origin, Resolution, Step } from './origin.ts'
import { isReference, parseReference, type Reference } from './reference.ts'
import type { StoreGate } from './store-gate.ts'

/** A value that is a reference, where it stands, and the steps that have led to it. */
export interface Trace {
  readonly key: string
  readonly value: Secret
  readonly origin: Origin
  readonly steps: readonly Step[]
}

/** Goes where a reference leads. */
export type FollowReference = (trace: Trace) => Promise<Resolution>

/** A reference may lead to another one, but not for ever. */
const MOST_LINKS = 4

/** Follows references through the stores that `open` gives for them. A reference that leads nowhere has failed. */
export function referenceFollower(open: (reference: Reference) => StoreGate): FollowReference {
  return async ({ key, value, origin, steps: before }) => {
    const steps = before.map((step) => (step.outcome === 'used' ? { ...step, outcome: 'followed' as const } : step))
    const seen: string[] = []
    let current = value
    let where = `${key} in ${origin.label}`
    const fail = (error: ScanError): Resolution => ({ kind: 'failed', error, steps })
    while (isReference(current.reveal())) {
      const text = current.reveal()
      const refusal = refusalOf(text, seen, where)
      if (refusal !== null) return fail(refusal)
      seen.push(text)
      const link = await follow(text, where, open)
      steps.push(link.step)
      if (link.kind === 'failed') return fail(link.error)
      current = link.value
      where = text
    }
    const last = steps.at(-1) as Step
    return { kind: 'found', value: current, origin: { kind: 'store', label: last.label, detail: last.detail }, steps }
  }
}

function refusalOf(text: string, seen: readonly string[], where: string): ScanError | null {
  if (seen.includes(text)) {
    return new ScanError('CONFIG_INVALID', `${where} leads back to itself`, { hint: 'store the value at its end' })
  }
  if (seen.length < MOST_LINKS) return null
  return new ScanError('CONFIG_INVALID', `${where} is one reference too many`, {
    hint: `a reference may lead through at most ${MOST_LINKS} others; let the first one name the last place`,
  })
}

type Link =
  | { readonly kind: 'value'; readonly value: Secret; readonly step: Step }
  | { readonly kind: 'failed'; readonly error: ScanError; readonly step: Step }

async function follow(text: string, where: string, open: (reference: Reference) => StoreGate): Promise<Link> {
  let label = text
  const failed = (error: ScanError): Link => ({
    kind: 'failed',
    error,
    step: { kind: 'store', label, detail: error.message, outcome: 'failed' },
  })
  try {
    const reference = parseReference(text, where)
    const gate = open(reference)
    label = gate.label
    const answer = await gate.read(reference.key, reference.selector)
    if (answer.kind === 'failed') return failed(answer.error)
    if (answer.kind === 'offline') return failed(unasked(where))
    if (answer.kind === 'absent' || answer.value.reveal() === '') return failed(nothingThere(text, where))
    const isLink = isReference(answer.value.reveal())
    const step = { kind: 'store', label, detail: `${text}, ${answer.detail}` } as const
    return { kind: 'value', value: answer.value, step: { ...step, outcome: isLink ? 'followed' : 'used' } }
  } catch (error) {
    if (error instanceof ScanError) return failed(error)
    throw error
  }
}

function unasked(where: string): ScanError {
  return new ScanError('INCOMPLETE', `${where} is a reference to a store, which was not asked`, {
    hint: 'do without offline, or put the value into .env.local',
  })
}

function nothingThere(text: string, where: string): ScanError {
  return new ScanError('SECRET_INVALID', `${where} refers to ${text}, which holds no value`, {
    hint: 'mend the reference, or store a value there',
  })
}
