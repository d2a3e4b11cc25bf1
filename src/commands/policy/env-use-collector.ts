import type { Blob } from '../../model/blob.ts'
import type { Skip } from '../../model/skip.ts'
import type { EnvUse } from '../../policy/policy-facts.ts'
import { mayUseEnv, readEnvUses } from '../../policy/read-env-uses.ts'
import { LARGEST_CODE } from './read-code.ts'

/** Keeps what code asks of the environment, of every file that a scan reads anyway. */
export class EnvUseCollector {
  readonly #uses: EnvUse[] = []

  get uses(): readonly EnvUse[] {
    return this.#uses
  }

  /** Of a large file, which no person has written, only the beginning counts. */
  take(item: Blob | Skip): void {
    if (item.type === 'skip' || item.segment.offset > 0 || !mayUseEnv(item.path)) return
    const { buffer, start, end } = item.content
    this.#uses.push(...readEnvUses(item.path, buffer.toString('latin1', start, Math.min(end, start + LARGEST_CODE))))
  }
}
