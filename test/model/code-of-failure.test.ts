import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { codeOfFailure } from '../../src/model/code-of-failure.ts'

test('a failure of the system is known in a world of its own too, as Jest makes one for every file', () => {
  const failure: unknown = runInNewContext('try { read("/nowhere/at/all") } catch (error) { error }', {
    read: readFileSync,
  })
  const foreign: unknown = runInNewContext('Object.assign(new Error("x"), { code: "ENOENT" })')
  expect(foreign instanceof Error).toBe(false)
  expect([failure, foreign].map(codeOfFailure)).toEqual(['ENOENT', 'ENOENT'])
})

test.each([undefined, null, 'ENOENT', new Error('x'), { code: 5 }])('%j is no failure of the system', (error) => {
  expect(codeOfFailure(error)).toBe('')
})
