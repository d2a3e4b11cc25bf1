import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../support/git-repo.ts'

/** A folder with a `.env` of that content, or without one. */
export async function projectWith(content: string | null) {
  const folder = await temporaryFolder()
  const env = join(folder.path, '.env')
  if (content !== null) writeFileSync(env, content)
  return { root: folder.path, env, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}
