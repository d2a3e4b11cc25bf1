import type { ObjectContent, UnreadObject } from './batch-reader.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { readObjects } from './read-objects.ts'
import { outputOf, startGit } from './run-git.ts'

/** Reads objects of a partial clone: asks git only for what the clone holds, and tells of the rest. */
export async function* readPresentObjects(
  gate: GitGate,
  oids: AsyncIterable<string>,
): AsyncGenerator<ObjectContent | UnreadObject> {
  const present = await localObjects(gate)
  const absent: string[] = []
  yield* readObjects(gate, presentAmong(oids, present, absent))
  for (const oid of absent) yield { type: 'unread', oid, reason: 'missing-object', detail: '' }
}

async function* presentAmong(
  oids: AsyncIterable<string>,
  present: ReadonlySet<string>,
  absent: string[],
): AsyncGenerator<string> {
  for await (const oid of oids) {
    if (present.has(oid)) yield oid
    else absent.push(oid)
  }
}

async function localObjects(gate: GitGate): Promise<ReadonlySet<string>> {
  const objects = new Set<string>()
  let rest = ''
  for await (const chunk of outputOf(gate, startGit(gate, COMMANDS.localObjects))) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const oid of lines) objects.add(oid)
  }
  return objects
}
