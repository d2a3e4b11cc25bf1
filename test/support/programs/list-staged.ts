import { Readable } from 'node:stream'
import { createSource } from '../../../src/sources/create-source.ts'

// What a hook would scan: one line for each path, with the content that is staged there.
const world = { cwd: process.cwd(), env: process.env, stdin: Readable.from([]), signal: null }
const { source } = await createSource({ kind: 'staged' }, world)
const contents = new Map<string, string>()
for await (const item of source.blobs()) {
  if (item.type === 'skip') process.stdout.write(`skipped ${item.reason} ${item.path}\n`)
  else contents.set(item.id, item.content.buffer.toString('utf8', item.content.start, item.content.end))
}
for (const { path, blobId } of source.changes(new Set(contents.keys()))) {
  process.stdout.write(`${path}: ${JSON.stringify(contents.get(blobId))}\n`)
}
