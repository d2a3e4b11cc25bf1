import type { Config, KnownSettings } from '../config/config.ts'
import { decodeText } from '../detect/decode-text.ts'
import { SpanSet } from '../detect/span-set.ts'
import { type ByteSpan, LineRedactor } from '../known/line-redactor.ts'
import { StreamRedactor, seekValues } from '../known/stream-redactor.ts'
import { WHOLE } from '../model/blob.ts'
import { isAtLeastConfidence } from '../model/rule.ts'
import { collectKnownValues } from './known/collect-known-values.ts'
import { findEnvFiles } from './known/find-env-files.ts'
import { openDetector } from './scan/open-detector.ts'
import { readStores } from './scan/open-known-values.ts'

/** The streams of `redact`. */
export interface RedactPorts {
  readonly env: NodeJS.ProcessEnv
  /** Aborted when nobody waits for stores any more. */
  readonly signal: AbortSignal | null
  readonly stdin: AsyncIterable<Uint8Array>
  readonly write: (bytes: Uint8Array) => Promise<'taken' | 'closed'>
  readonly onRemark: (remark: string) => Promise<void>
}

/** Copies a stream and masks in it what is known and what the rules find. */
export async function runRedact(config: Config, { env, signal, stdin, write, onRemark }: RedactPorts): Promise<void> {
  const settings: KnownSettings = config.known ?? { envFiles: 'sought', environment: 'off', stores: 'off' }
  const { envFiles, environment } = settings
  const files = envFiles === 'sought' ? findEnvFiles([...new Set([config.root, config.cwd])]) : []
  const stored = await readStores(settings, config, { env, signal })
  const { values, unread } = collectKnownValues(files, environment === 'sought' ? env : {}, stored.holders)
  for (const notice of stored.notices) await onRemark(notice)
  for (const { shown, code } of unread) await onRemark(`${shown} cannot be read (${code}): its values are not masked`)
  const known = new StreamRedactor(seekValues(values.map(({ value }) => value.reveal())))
  const lines = new LineRedactor(await ruleSpans(config, onRemark))
  for await (const chunk of stdin) {
    if ((await write(lines.push(known.push(chunk)))) === 'closed') return
  }
  await write(Buffer.concat([lines.push(known.end()), lines.end()]))
}

/** What the rules find in lines. Of what takes them too long, nothing may go out. */
async function ruleSpans(
  config: Config,
  onRemark: (remark: string) => Promise<void>,
): Promise<(lines: Buffer) => readonly ByteSpan[]> {
  const { detector } = await openDetector(config)
  return (buffer) => {
    const content = { buffer, start: 0, end: buffer.length }
    const text = decodeText(content)
    const { matches, isComplete } = detector.detect({
      type: 'blob',
      id: 'stdin',
      path: 'stdin.log',
      content,
      size: buffer.length,
      segment: WHOLE,
    })
    if (!isComplete || (matches.length > 0 && text.buffer !== buffer)) {
      void onRemark('a line would take too long to look at and is masked as a whole')
      return [{ start: 0, end: buffer.at(-1) === 0x0a ? buffer.length - 1 : buffer.length }]
    }
    const sure = matches.filter(({ confidence }) => isAtLeastConfidence(confidence, config.minConfidence))
    const spans = sure.map(({ start, end }) => ({ start: start + text.start, end: end + text.start }))
    return [...new SpanSet(spans).within(0, buffer.length)]
  }
}
