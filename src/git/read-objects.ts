import { ScanError } from '../model/errors.ts'
import { BatchReader, type ObjectContent, type UnreadObject } from './batch-reader.ts'
import { COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import { gitFailure, oneLine } from './git-failure.ts'
import { ObjectRequests } from './object-requests.ts'
import { readLooseBlob } from './read-loose-blob.ts'
import { readPresentObjects } from './read-present-objects.ts'
import { startGit } from './run-git.ts'

/** Objects above which a git of their own is worth its start. */
const MOST_LOOSE = 100
const PROMISED = /from promisor remote/

/**
 * Reads objects in the order in which they are asked for. Large ones come as windows; one that is missing or damaged
 * comes as `unread`, behind the windows that could be read, and the rest is read all the same.
 */
export async function* readObjects(
  gate: GitGate,
  oids: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ObjectContent | UnreadObject> {
  const requests = new ObjectRequests(oids)
  try {
    yield* readLoose(gate, requests)
    let isPartial = false
    while (!isPartial && (await requests.hasWork())) isPartial = yield* readUntilDamage(gate, requests)
    if (isPartial) yield* readPresentObjects(gate, requests.left())
  } finally {
    await requests.close()
  }
}

/** Reads those that come first and lie loose: all that was just staged, and then no git has to be started. */
async function* readLoose({ objectFolder }: GitGate, requests: ObjectRequests): AsyncGenerator<ObjectContent> {
  for (let read = 0; objectFolder !== null && read < MOST_LOOSE && (await requests.hasWork()); read++) {
    const oid = requests.next as string
    const object = readLooseBlob(objectFolder, oid)
    if (object === null) return
    requests.answer(oid)
    yield object
  }
}

/**
 * Reads with one git process, which dies of a damaged object. True where it died of one that a partial clone was
 * promised: others will be missing too, and to die of each takes too long.
 */
async function* readUntilDamage(
  gate: GitGate,
  requests: ObjectRequests,
): AsyncGenerator<ObjectContent | UnreadObject, boolean> {
  const git = startGit(gate, COMMANDS.objects, 'open')
  const feeding = feedLines(git, requests.left(), '\n')
  feeding.catch(() => {}) // awaited below; it must not count as unhandled until then
  const reader = new BatchReader()
  try {
    for await (const chunk of git.output) {
      for (const object of reader.push(chunk)) {
        if (reader.arriving === null) requests.answer(object.oid)
        yield object
      }
    }
    await feeding
  } finally {
    git.kill()
  }
  const exit = await git.exit
  gate.signal?.throwIfAborted()
  const suspect = requests.next
  if (exit.code === 0 && suspect === undefined) return false
  if (exit.code === 0) {
    throw new ScanError('GIT_FAILED', `git did not answer for object ${suspect}`, { hint: 'run the scan again' })
  }
  if (exit.signal || suspect === undefined || !exit.stderr.includes(suspect)) throw gitFailure(git.args, exit)
  requests.answer(suspect)
  const isPromised = PROMISED.test(exit.stderr)
  const reason = isPromised ? 'missing-object' : 'corrupt-object'
  yield { type: 'unread', oid: suspect, reason, detail: isPromised ? '' : oneLine(exit.stderr) }
  return isPromised
}
