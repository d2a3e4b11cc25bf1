import { Readable } from 'node:stream'
import type { SourceSettings } from '../../../src/model/source-settings.ts'
import { createSource } from '../../../src/sources/create-source.ts'

/** Writes one line for each path that a source reads, with the content that it has there. */
export async function printSource(settings: SourceSettings): Promise<void> {
  const world = { cwd: process.cwd(), env: process.env, stdin: Readable.from([]), signal: null }
  const { source } = await createSource(settings, world)
  const contents = new Map<string, string>()
  for await (const item of source.blobs()) {
    if (item.type === 'skip') process.stdout.write(`skipped ${item.reason} ${item.path}\n`)
    else contents.set(item.id, item.content.buffer.toString('utf8', item.content.start, item.content.end))
  }
  for (const { path, blobId } of source.changes(new Set(contents.keys()))) {
    process.stdout.write(`${path}: ${JSON.stringify(contents.get(blobId))}\n`)
  }
}
