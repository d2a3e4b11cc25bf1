import { decodePath } from '../model/repo-path.ts'
import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { outputOf, startGit } from './run-git.ts'

/** A ref that holds no commit but a tree or a single file: a walk over commits does not come by it. */
export interface OddRef {
  /** `refs/tags/junio-gpg-pub` */
  readonly name: string
  readonly kind: 'blob' | 'tree'
  /** The object itself, tags peeled off. */
  readonly oid: string
}

/** Refs that point at trees or files, directly or by way of tags. */
export async function listOddRefs(gate: GitGate): Promise<readonly OddRef[]> {
  const chunks: Buffer[] = []
  for await (const chunk of outputOf(gate, startGit(gate, COMMANDS.refs))) chunks.push(chunk)
  const refs: OddRef[] = []
  for (const line of decodePath(Buffer.concat(chunks)).split('\n')) {
    const ref = await oddRef(gate, line)
    if (ref) refs.push(ref)
  }
  return refs
}

// blob 45b983be36b73c0788dc9cbcb76cbb80fc7bb057  refs/odd/b
// tag 6f2b7fc08157df377f052294f39fa9a63261c6df tree refs/tags/t        the third word is what the tag points at
async function oddRef(gate: GitGate, line: string): Promise<OddRef | null> {
  const [kind = '', oid = '', target = '', name = ''] = line.split(' ')
  if (kind === 'blob' || kind === 'tree') return { name, kind, oid }
  if (kind !== 'tag' || target === 'commit') return null
  const peeled = await askGit(gate, [...COMMANDS.resolve, `${oid}^{}`])
  const type = peeled && (await askGit(gate, [...COMMANDS.objectType, peeled]))
  return peeled && (type === 'blob' || type === 'tree') ? { name, kind: type, oid: peeled } : null
}
