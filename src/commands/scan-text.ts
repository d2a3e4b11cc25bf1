import type { Detector } from '../detect/detector.ts'
import { WHOLE } from '../model/blob.ts'
import type { Match } from '../model/match.ts'

/** What a detector finds in a text that is at hand. */
export function scanText(detector: Detector, text: string, path: string): readonly Match[] {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  return detector.detect({ type: 'blob', id: `text:${path}`, path, content, size: buffer.length, segment: WHOLE })
}
