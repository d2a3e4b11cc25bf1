import type { Detector } from '../detect/detector.ts'
import { WHOLE } from '../model/blob.ts'
import { ScanError } from '../model/errors.ts'
import type { Match } from '../model/match.ts'

/** What a detector finds in a text that is at hand; fails where the text is made to take too long. */
export function scanText(detector: Detector, text: string, path: string): readonly Match[] {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  const blob = { type: 'blob', id: `text:${path}`, path, content, size: buffer.length, segment: WHOLE } as const
  const { matches, isComplete } = detector.detect(blob)
  if (isComplete) return matches
  throw new ScanError('INCOMPLETE', `${path} would take too long to scan`, {
    hint: 'it repeats the beginning of a secret over and over; scan it in parts',
  })
}
