import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { FollowReference } from './follow-reference.ts'
import type { Origin, Resolution, Step } from './origin.ts'
import type { KeyRequest, Place, PlaceAnswer } from './place.ts'
import { isReference } from './reference.ts'

/** Whether local places behind the one that won are asked too, to tell that their value does not count. */
export type Thoroughness = 'until-found' | 'explain'

/** Failures that an optional store is forgiven: it is not there, or not for us. */
const FORGIVEN = ['STORE_UNAVAILABLE', 'STORE_DENIED'] as const satisfies readonly ScanError['code'][]

/**
 * Finds values: asks places in their order until one has the key. A store is asked only for what no earlier place has, and
 * one that cannot be asked ends the search: what it holds would have come before what comes later.
 */
export class Resolver {
  readonly #places: readonly Place[]
  readonly #follow: FollowReference

  constructor(places: readonly Place[], follow: FollowReference) {
    this.#places = places
    this.#follow = follow
  }

  /** What the places are called, in the order in which they are asked. */
  get labels(): readonly string[] {
    return this.#places.map(({ label }) => label)
  }

  /** Resolves keys at once, so that a store that keeps many together is asked once. */
  async resolveAll(keys: readonly KeyRequest[]): Promise<ReadonlyMap<string, Resolution>> {
    return new Map(await Promise.all(keys.map(async (key) => [key.name, await this.resolve(key)] as const)))
  }

  /** Resolves one key; keys that are asked for in the same turn share the requests to a store. */
  async resolve(key: KeyRequest, thoroughness: Thoroughness = 'until-found'): Promise<Resolution> {
    const search = new Search(key)
    for (const place of this.#places) {
      const isAsked = !search.isOver || (thoroughness === 'explain' && place.kind !== 'store')
      if (isAsked) search.add(place, await place.ask(key))
      else search.pass(place)
    }
    const { hit } = search.end()
    if (hit === null || !isReference(hit.value.reveal())) return search.resolution()
    return this.#follow({ key: key.name, ...hit, steps: search.resolution().steps })
  }
}

interface Hit {
  readonly value: Secret
  readonly origin: Origin
}

/** One search for a key: what has been said so far. */
class Search {
  readonly #key: KeyRequest
  readonly #steps: Step[] = []
  #hit: Hit | null = null
  #error: ScanError | null = null
  /** What was forgiven of a place that may do without an answer. */
  #unasked: ScanError | null = null

  constructor(key: KeyRequest) {
    this.#key = key
  }

  get isOver(): boolean {
    return this.#hit !== null || this.#error !== null
  }

  add({ kind, label, isOptional }: Place, answer: PlaceAnswer): void {
    const step = (outcome: Step['outcome'], detail: string) => this.#steps.push({ kind, label, detail, outcome })
    switch (answer.kind) {
      case 'value':
        this.#addValue({ value: answer.value, origin: { kind, label, detail: answer.detail } })
        break
      case 'absent':
        step('absent', answer.detail)
        break
      case 'offline':
        step('not-asked', 'offline')
        // a key with a default can do without the store
        if (this.#key.fallback === null) this.#fail(offline(this.#key.name, label), isOptional)
        break
      case 'failed':
        step('failed', answer.error.message)
        this.#fail(answer.error, isOptional && FORGIVEN.some((code) => code === answer.error.code))
    }
  }

  #fail(error: ScanError, isForgiven: boolean): void {
    if (isForgiven) this.#unasked ??= error
    else this.#error ??= error
  }

  /** A place that was not asked. */
  pass({ kind, label }: Place): void {
    this.#steps.push({ kind, label, detail: '', outcome: 'not-asked' })
  }

  /** The default, if there is one, and if it has come to that. */
  end(): { readonly hit: Hit | null } {
    const { fallback } = this.#key
    const origin = { kind: 'default', label: 'default', detail: '' } as const
    if (fallback !== null && this.isOver) this.#steps.push({ ...origin, outcome: 'not-asked' })
    else if (fallback !== null) this.#addValue({ value: new Secret(fallback), origin })
    return { hit: this.#error === null ? this.#hit : null }
  }

  resolution(): Resolution {
    const steps = this.#steps
    if (this.#error !== null) return { kind: 'failed', error: this.#error, steps }
    return this.#hit === null
      ? { kind: 'absent', steps, unasked: this.#unasked }
      : { kind: 'found', ...this.#hit, steps }
  }

  #addValue({ value, origin }: Hit): void {
    const isEmpty = value.reveal() === '' && this.#key.empty === 'missing' && origin.kind !== 'default'
    if (isEmpty) this.#steps.push({ ...origin, outcome: 'empty' })
    else if (this.#hit !== null) this.#steps.push({ ...origin, ...shadowed(value, this.#hit.value, origin) })
    else {
      this.#steps.push({ ...origin, outcome: this.#error === null ? 'used' : 'shadowed' })
      if (this.#error === null) this.#hit = { value, origin }
    }
  }
}

function shadowed(value: Secret, winner: Secret, { detail }: Origin): Pick<Step, 'outcome' | 'detail'> {
  const says = value.equals(winner) ? 'the same value' : 'another value'
  return { outcome: 'shadowed', detail: [detail, says].filter(Boolean).join(', ') }
}

function offline(key: string, label: string): ScanError {
  return new ScanError('INCOMPLETE', `${key} is in no local place, and ${label} was not asked`, {
    hint: 'do without offline, or set it in the environment or in .env.local',
  })
}
