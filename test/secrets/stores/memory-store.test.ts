import { describe, expect, test } from 'vitest'
import { DocumentStore } from '../../../src/secrets/stores/document-store.ts'
import { MemoryStore } from '../../../src/secrets/stores/memory-store.ts'
import { storeContract } from '../store-contract.ts'

describe('one secret a key', () => {
  storeContract(async () => new MemoryStore(), { hasVersionsPerKey: true, forgetsRetired: true, knowsRequests: true })

  test('starts with the values that it is given, at the time that it is told', async () => {
    const store = new MemoryStore({ values: { A: 'x' }, now: () => 5000 })
    const stored = await store.read('A')
    expect(stored?.value.reveal()).toBe('x')
    expect(stored?.version.createdOn).toEqual(new Date(5000))
  })
})

describe('one JSON secret', () => {
  storeContract(async () => new DocumentStore(new MemoryStore(), 'app'), {
    hasVersionsPerKey: false,
    forgetsRetired: true,
    knowsRequests: true,
  })
})
