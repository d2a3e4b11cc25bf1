import type { Repository } from '../git/open-repository.ts'
import type { RawChange } from '../git/parse-raw-diff.ts'
import { ScanError } from '../model/errors.ts'
import { ChangeLog } from './change-log.ts'
import { readBlobs, scanBlobs } from './read-blobs.ts'
import type { Source } from './source.ts'
import { stagedChanges } from './staged-changes.ts'

/** What the next commit would bring, from the index alone: the work tree does not count. */
export function stagedSource(
  repository: Repository,
  listing: Promise<readonly RawChange[] | null>,
  env: NodeJS.ProcessEnv,
): Source {
  if (!repository.hasWorkTree) {
    throw new ScanError('NOT_A_REPOSITORY', 'nothing can be staged here: the repository has no work tree', {
      hint: 'use `keywarden audit` for its history',
    })
  }
  const log = new ChangeLog()
  return {
    async *blobs() {
      const staged = await stagedChanges(repository, listing, env)
      yield* scanBlobs(repository.gate, log.add(staged), (oid) => log.placeOf(oid))
      yield* staged.skips
    },
    changes: (ids) => log.changes(ids),
    readBlobs: (ids) => readBlobs(repository.gate, ids, (oid) => log.placeOf(oid)),
    commits: 0,
  }
}
