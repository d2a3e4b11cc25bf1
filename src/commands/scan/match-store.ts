import { decodeText } from '../../detect/decode-text.ts'
import type { Detector } from '../../detect/detector.ts'
import type { Blob } from '../../model/blob.ts'
import type { Skip } from '../../model/skip.ts'
import { type InlineReading, readInlineAllows } from '../../triage/inline-allow.ts'
import { joinReadings } from '../../triage/join-readings.ts'
import { isJudgedByName } from '../policy/file-facts.ts'

/** Bytes of an env or credential file that the policy reads; more than that is no list of settings. */
const LARGEST_SETTINGS = 256 * 1024
const NOTHING: InlineReading = { matches: [], notices: [], unused: [] }

/** What has been found so far, by blob: each is scanned once, whatever number of changes name it. */
export class MatchStore {
  readonly #detector: Detector
  readonly #knownRules: () => ReadonlySet<string>
  /** Null for a blob that was scanned and holds nothing: most do, and an audit sees a hundred thousand. */
  readonly #readings = new Map<string, InlineReading | null>()
  readonly #skips: Skip[] = []
  readonly #policyTexts = new Map<string, string>()
  #objects = 0
  #bytes = 0

  constructor(detector: Detector, knownRules: () => ReadonlySet<string>) {
    this.#detector = detector
    this.#knownRules = knownRules
  }

  /** An empty store with the same engine, for what is no part of the scan. */
  apart(): MatchStore {
    return new MatchStore(this.#detector, this.#knownRules)
  }

  /** Distinct blobs that were scanned for their own sake, and their length together. */
  get seen(): { readonly objects: number; readonly bytes: number } {
    return { objects: this.#objects, bytes: this.#bytes }
  }

  get skips(): readonly Skip[] {
    return this.#skips
  }

  /** Scans a blob, or one segment of it, and keeps what it holds; keeps a skip as it is. */
  take(item: Blob | Skip): void {
    if (item.type === 'blob') {
      if (item.segment.offset === 0) this.#objects++
      this.#bytes += item.content.end - item.content.start - item.segment.overlap
    }
    this.compare(item)
  }

  /** The same for a blob that is only read to compare another with: it does not count as scanned. */
  compare(item: Blob | Skip): void {
    if (item.type === 'skip') this.#skips.push(item)
    else this.#examine(item)
  }

  has(blobId: string): boolean {
    return this.#readings.has(blobId)
  }

  /** What was found in a blob and which comments accept it; nothing for one that was not scanned. */
  readingOf(blobId: string): InlineReading {
    return this.#readings.get(blobId) ?? NOTHING
  }

  /** The secrets in a blob; none for one that was not scanned. */
  secretsIn(blobId: string): readonly string[] {
    return this.readingOf(blobId).matches.map(({ match }) => match.secret.reveal())
  }

  /** All blobs scanned. */
  ids(): ReadonlySet<string> {
    return new Set(this.#readings.keys())
  }

  /** Blobs that hold a match. */
  idsWithMatches(): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const [id, reading] of this.#readings) if (reading !== null) ids.add(id)
    return ids
  }

  /** Content of a blob that stands at the path of an env file, template or credential file, cut to a size that such a file has; by id. */
  get policyTexts(): ReadonlyMap<string, string> {
    return this.#policyTexts
  }

  #examine(blob: Blob): void {
    if (blob.segment.offset === 0 && isJudgedByName(blob.path)) this.#keepText(blob)
    const { matches, isComplete } = this.#detector.detect(blob)
    if (!isComplete) {
      this.#skips.push({ type: 'skip', path: blob.path, commit: null, reason: 'time-budget', detail: '' })
    }
    const earlier = this.#readings.get(blob.id) ?? null
    if (matches.length === 0) {
      this.#readings.set(blob.id, earlier)
      return
    }
    const text = { content: decodeText(blob.content), linesBefore: blob.segment.linesBefore }
    const reading = readInlineAllows(text, matches, this.#knownRules())
    this.#readings.set(blob.id, earlier === null ? reading : joinReadings(earlier, reading))
  }

  #keepText({ id, content: { buffer, start, end } }: Blob): void {
    this.#policyTexts.set(id, buffer.toString('utf8', start, Math.min(end, start + LARGEST_SETTINGS)))
  }
}
