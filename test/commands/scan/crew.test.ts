import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Transferable, Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtFile } from '../../../src/commands/built-in-rules.ts'
import { type Examination, NOTHING } from '../../../src/commands/scan/examiner.ts'
import type { BatchMessage } from '../../../src/commands/scan/threads/batch.ts'
import { Crew } from '../../../src/commands/scan/threads/crew.ts'
import { Segmenter } from '../../../src/git/segmenter.ts'
import type { KnownValue } from '../../../src/known/known-value.ts'
import type { Blob } from '../../../src/model/blob.ts'
import { Secret } from '../../../src/model/secret.ts'
import { temporaryFolder } from '../../support/git-repo.ts'
import { mock } from '../../support/mock.ts'
import { blobOf, crewOfProgram, crewTrial } from './crew-trial.ts'

/** What a crew tells of blobs, in the order in which it does. The bytes are spoilt as soon as they may be. */
async function tellings(crew: Crew, blobs: Iterable<Blob>): Promise<readonly Examination[]> {
  const told: Examination[] = []
  for (const blob of blobs) {
    await crew.examine(blob, (examination) => told.push(examination))
    blob.content.buffer.fill(0x20, blob.content.start, blob.content.end)
  }
  await crew.settle()
  return told
}

/** A reading with its secrets as they are, which no comparison sees otherwise. */
function bare(examination: Examination | undefined) {
  return examination?.reading?.matches.map(({ match, inline }) => ({
    ...match,
    secret: [match.secret.reveal(), match.secret.redacted],
    also: match.also?.map(({ rule, secret }) => [rule.id, secret.reveal(), secret.redacted]),
    inline,
  }))
}

const TOKENS = ['github-pat', 'npm-access-token', 'slack-bot-token']

/** Texts of many kinds: most without a secret, some with several, with comments, in UTF-16, empty, large. */
function texts(): readonly Buffer[] {
  const line = (i: number) => `const value${i} = ${i} + offset // nothing to see\n`
  return Array.from({ length: 240 }, (_, i) => {
    const filler = line(i).repeat(i === 7 ? 12_000 : (i * 7) % 90)
    if (i % 12 === 5) return Buffer.from('')
    const token = mock('github-pat', `crew ${i}`)
    if (i % 12 === 1) return Buffer.from(`${filler}token = '${token}'\n${filler}password = 'x${i}Qf7!pz'\n`)
    if (i % 12 === 2) return Buffer.from(`${filler}token = '${token}' // keywarden:allow github-pat made up ${i}\n`)
    if (i % 12 === 3) return Buffer.from(`${filler}token = '${token}'\n`, 'utf16le')
    return Buffer.from(filler)
  })
}

function blobsOf(contents: readonly Buffer[]): Blob[] {
  return contents.map((text, i) => blobOf(`src/${i % 9}/file-${i % 31}.js`, Buffer.from(text)))
}

describe('what workers tell', () => {
  test.each([1, 2, 4])('is what this thread would say, in the same order: %i', async (workers) => {
    await using trial = await crewTrial({ workers })
    const contents = texts()
    const expected = blobsOf(contents).map((blob) => trial.here(blob))
    const told = await tellings(trial.crew, blobsOf(contents))
    expect(told).toEqual(expected)
    expect(told.map(bare)).toEqual(expected.map(bare))
    expect(told.filter(({ reading }) => reading !== null).length).toBeGreaterThan(50)
    for (const { reading } of told)
      for (const { match } of reading?.matches ?? []) expect(match.secret).toBeInstanceOf(Secret)
  })

  test('of versions, of which workers remember what they have seen, is what this thread would say of each', async () => {
    await using trial = await crewTrial({ texts: 'versions' })
    const fresh = await crewTrial({ workers: 0 })
    const lines = Array.from({ length: 900 }, (_, i) => `export const value${i} = compute(${i * 7919}, offset)\n`)
    const version = (path: number, i: number) => {
      const edited = [...lines]
      edited[(i * 31) % 900] = `const token${path} = '${mock('github-pat', `version ${i % 3} of ${path}`)}'\n`
      return blobOf(`src/${path}.js`, `// ${path}\n${edited.join('')}`)
    }
    const blobs = () => Array.from({ length: 80 }, (_, i) => version(i % 4, i))
    const expected = blobs().map((blob) => fresh.here(blob))
    expect(expected.every(({ reading }) => reading?.matches.length === 1)).toBe(true)
    expect(await tellings(trial.crew, blobs())).toEqual(expected)
  })

  test('of a file in segments is told segment by segment', async () => {
    await using trial = await crewTrial()
    const text = Buffer.from(`${'a line of nothing\n'.repeat(4000)}token = '${mock('github-pat', 'seam')}'\n`.repeat(4))
    const segments = (): Blob[] => {
      const segmenter = new Segmenter(100_000, 4096)
      const windows = [...copies(segmenter.push(text)), ...copies([segmenter.finish()])]
      return windows.map((window) => ({ ...blobOf('large.txt', text), ...window }))
    }
    const expected = segments().map((blob) => trial.here(blob))
    expect(expected.flatMap(({ reading }) => reading?.matches ?? [])).toHaveLength(4)
    expect(await tellings(trial.crew, segments())).toEqual(expected)
  })

  test('holds the values that are known, and the rules that find them as well', async () => {
    const value = `${'k7Qp'.repeat(2)}-${'m2Vx'.repeat(3)}`
    const token = mock('github-pat', 'known by two')
    const known: KnownValue[] = [
      { key: 'SESSION_KEY', value: new Secret(value), origin: '.env', part: '' },
      { key: 'GITHUB', value: new Secret(token), origin: '.env', part: '' },
    ]
    await using trial = await crewTrial({ known })
    const blobs = () => [
      blobOf('a.txt', `one ${value} two\n`),
      blobOf('b.txt', `${Buffer.from(`x${value}y`).toString('base64')} in base64\n`),
      blobOf('c.txt', `token = '${token}'\n`),
      blobOf('.env', `FIRST=1 ${value}\n`),
    ]
    const told = await tellings(trial.crew, blobs())
    expect(told).toEqual(blobs().map((blob) => trial.here(blob)))
    const descriptions = told.flatMap(
      ({ reading }) => reading?.matches.map(({ match }) => match.rule.description) ?? [],
    )
    expect(descriptions).toEqual([
      'Known value: SESSION_KEY, from .env',
      'Known value: SESSION_KEY, base64, from .env',
      'Known value: GITHUB, from .env',
    ])
    expect(bare(told[2])?.[0]?.also).toContainEqual(['github-pat', token, expect.stringMatching(/^ghp_\*+$/)])
  })

  test('follows own rules and rules that are switched off', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'acme.toml')
    writeFileSync(file, OWN_RULES)
    await using trial = await crewTrial({ ruleFiles: [file], disabled: ['npm-access-token'] })
    const secrets = TOKENS.map((id) => `${id}: ${mock(id, 'own')}\n`).join('')
    const blobs = () => [
      blobOf('a.txt', `${secrets}id = ${'acme_'}${createHash('sha1').update('own').digest('hex').slice(0, 24)}\n`),
    ]
    const told = await tellings(trial.crew, blobs())
    expect(told).toEqual(blobs().map((blob) => trial.here(blob)))
    const ids = told[0]?.reading?.matches.map(({ match }) => match.rule.id)
    expect(ids).toContain('acme-token')
    expect(ids).toContain('github-pat')
    expect(ids).not.toContain('npm-access-token')
  })

  test('is that something was left out, where it was', async () => {
    await using trial = await crewTrial({ workers: 1 })
    const hostile = `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}\n`.repeat(40_000)
    const told = await tellings(trial.crew, [blobOf('a.pem', hostile), blobOf('b.txt', 'nothing\n')])
    expect(told.map(({ isComplete }) => isComplete)).toEqual([false, true])
  })

  test('comes in order with what is told between', async () => {
    await using trial = await crewTrial()
    const said: string[] = []
    for (const path of ['a', 'b', 'c']) {
      await trial.crew.examine(blobOf(path, 'x'), () => said.push(path))
      trial.crew.inTurn(() => said.push(`behind ${path}`))
    }
    expect(said).toEqual([])
    await trial.crew.settle()
    expect(said).toEqual(['a', 'behind a', 'b', 'behind b', 'c', 'behind c'])
  })
})

const OWN_RULES = `
[provider]
id = "acme"
name = "Acme"
url = "https://acme.example"
tags = ["ci"]

[[rules]]
id = "acme-token"
description = "Acme token"
pattern = 'acme_[0-9a-f]{24}'
severity = "high"
confidence = "high"
impact = "Acts as the user in everything."
remedy = "Delete the token."
revoke_url = ""
references = ["https://acme.example/tokens"]
mock = "acme_{hex:24}"

[rules.examples]
positive = ["ACME_TOKEN={mock}", "token: '{mock}'", "curl -H 'x: {mock}'"]
negative = ["ACME_TOKEN=acme_{hex:12}", "ACME_TOKEN=acme_your-value", "ACME_TOKEN={hex:24}"]
`

/** Answers each batch with nothing after a moment, and counts what it holds at the same time. */
const SLOW = `
parentPort.postMessage('ready')
parentPort.on('message', ({ bytes }) => setTimeout(() => parentPort.postMessage({ bytes, told: [] }, [bytes]), 2))
`

const LARGEST = 5_000_000
/** What a worker holds at most: one large blob beside what it may have when it gets that, and a batch that is not full. */
const MOST = LARGEST + 1.5 * 1024 * 1024 + 256 * 1024

/** Tells the most bytes that a worker has held at a time. */
function peakOf(worker: Worker): () => number {
  let held = 0
  let most = 0
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (message: BatchMessage, transferred: Transferable[]) => {
    held += message.bytes.byteLength
    most = Math.max(most, held)
    post(message, transferred)
  }
  worker.on('message', ({ bytes }: BatchMessage) => {
    held -= bytes.byteLength
  })
  return () => most
}

describe('a crew at work', () => {
  test('hands blobs of any size to workers that are slow, holds little of them, and comes to an end', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: LARGEST }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(sizes, async (sizes) => {
        await using trial = await crewOfProgram(SLOW, { workers: 2, examine: () => NOTHING })
        const peaks = trial.workers.map(peakOf)
        const order: number[] = []
        for (const [i, size] of sizes.entries()) {
          await trial.crew.examine(blobOf(`f${i % 3}`, Buffer.alloc(size)), () => order.push(i))
        }
        await trial.crew.settle()
        expect(order).toEqual(sizes.map((_, i) => i))
        for (const peak of peaks) expect(peak()).toBeLessThanOrEqual(MOST)
      }),
      { numRuns: 8 },
    )
  })

  test('a small blob that waits for others does not keep a large one waiting', async () => {
    await using trial = await crewOfProgram(SLOW)
    const told = await tellings(trial.crew, [
      blobOf('a', 'small'),
      blobOf('b', Buffer.alloc(3_000_000)),
      blobOf('c', Buffer.alloc(4_000_000)),
    ])
    expect(told).toHaveLength(3)
  })

  test('blobs at one path go to one worker', async () => {
    const program = `
      const { threadId } = require('node:worker_threads')
      parentPort.postMessage('ready')
      parentPort.on('message', ({ bytes, paths }) => {
        const reading = { matches: [], notices: [{ line: threadId, says: '' }], unused: [] }
        parentPort.postMessage({ bytes, told: paths.map((_, place) => ({ place, reading, isComplete: true })) }, [bytes])
      })`
    await using trial = await crewOfProgram(program, { workers: 3 })
    const blobs = Array.from({ length: 300 }, (_, i) => blobOf(`path ${i % 20}`, `version ${i}`))
    const told = await tellings(trial.crew, blobs)
    const threads = (path: number) =>
      new Set(told.filter((_, i) => i % 20 === path).map(({ reading }) => reading?.notices[0]?.line))
    expect(Array.from({ length: 20 }, (_, path) => threads(path).size)).toEqual(Array(20).fill(1))
    expect(new Set(told.map(({ reading }) => reading?.notices[0]?.line)).size).toBe(3)
  })

  test('this thread does the work where no worker can be had, or none comes to start', async () => {
    const found: Examination = { reading: null, isComplete: false }
    const examine = () => found
    const none = new Crew({ examine, start: () => null, workers: 2, signal: null })
    expect(await tellings(none, [blobOf('a', 'x')])).toEqual([found])
    const ended: Promise<unknown>[] = []
    const start = () => {
      const worker = new Worker('throw new Error("no engine")', { eval: true })
      ended.push(new Promise((resolve) => worker.on('exit', resolve)))
      return worker
    }
    const lost = new Crew({ examine, start, workers: 2, signal: null })
    await Promise.all(ended)
    expect(await tellings(lost, [blobOf('a', 'x')])).toEqual([found])
  })
})

describe('a worker that does not end its work', () => {
  const dies = {
    'throws an error': `parentPort.on('message', () => { throw new Error('planted') })`,
    exits: `parentPort.on('message', () => process.exit(0))`,
    'is out of memory': `parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill(0).map(() => ({}))) })`,
  }

  test.each(Object.entries(dies))('%s: the scan fails, and tells no more', async (name, program) => {
    await using trial = await crewOfProgram(`${program}\nparentPort.postMessage('ready')`)
    const told: Examination[] = []
    await trial.crew.examine(blobOf('a', 'x'), (examination) => told.push(examination))
    const says = name === 'is out of memory' ? 'a thread of the scan is out of memory' : /has ended before its work/
    await expect(trial.crew.settle()).rejects.toThrow(says)
    expect(told).toEqual([])
    expect(() => trial.crew.examine(blobOf('b', 'x'), () => {})).toThrow(says)
  })

  test('is ended when the scan is stopped', async () => {
    const abort = new AbortController()
    const hangs = `parentPort.postMessage('ready'); parentPort.on('message', () => { for (;;); })`
    await using trial = await crewOfProgram(hangs, { workers: 2, signal: abort.signal })
    for (const path of ['a', 'b', 'c']) await trial.crew.examine(blobOf(path, 'x'), () => {})
    const exits = trial.workers.map((worker) => once(worker, 'exit'))
    const settling = trial.crew.settle()
    abort.abort(new Error('stopped'))
    await expect(settling).rejects.toThrow('stopped')
    await Promise.all(exits)
  })

  test('is not begun where the scan is stopped already', async () => {
    await using trial = await crewOfProgram(SLOW)
    const late = new Crew({
      examine: () => NOTHING,
      start: () => null,
      workers: 1,
      signal: AbortSignal.abort(new Error('stopped')),
    })
    expect(() => late.examine(blobOf('a', 'x'), () => {})).toThrow('stopped')
    trial.crew.stop()
    await Promise.all(trial.workers.map((worker) => once(worker, 'exit')))
  })
})

test('the program of the workers is built', async () => {
  await using trial = await crewTrial({ workers: 1 })
  expect(trial.workers, `there is no ${builtFile('examine-worker.cjs')}: npm run build`).toHaveLength(1)
})

function* copies<T extends Pick<Blob, 'content'>>(windows: Iterable<T>): Generator<T> {
  for (const window of windows) {
    const { buffer, start, end } = window.content
    yield { ...window, content: { buffer: Buffer.from(buffer.subarray(start, end)), start: 0, end: end - start } }
  }
}
