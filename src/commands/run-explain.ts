import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import { decodeText } from '../detect/decode-text.ts'
import { fileKind } from '../detect/generic/file-kind.ts'
import type { Blob } from '../model/blob.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { isAtLeastConfidence } from '../model/rule.ts'
import { SKIP_REASONS, type Skip } from '../model/skip.ts'
import { createSource } from '../sources/create-source.ts'
import { explanationLines } from './explain/explanation-lines.ts'
import type { Fate, PlaceExplanation } from './explain/place-explanation.ts'
import { weighingsOf } from './explain/weighings.ts'
import { runScan, type ScanOutcome } from './run-scan.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import type { VerbResult } from './verb-result.ts'

/** Which line of a file is to be explained. */
export interface ExplainRequest {
  /** The file as it was written. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/**
 * Tells what a scan makes of one line: its findings and what became of them, and how each value behind a name that
 * tells of a secret was weighed, near misses included. The config's source is that file. No value is ever in it.
 */
export async function runExplain(
  config: Config,
  request: ExplainRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  if (statSync(resolve(config.cwd, request.file), { throwIfNoEntry: false })?.isDirectory()) {
    throw new ScanError('USAGE', `${request.file} is a folder`, { hint: 'name a file and a line of it' })
  }
  const { source } = await createSource(config.source, { cwd: config.cwd, ...environment })
  const place = await readPlace(source.blobs(), request)
  const explanation = { ...place, findings: fatesOn(request.line, await runScan(config, environment)) }
  return { lines: explanationLines(explanation), data: explanation, outcome: 'passed', purpose: 'content' }
}

type Place = Omit<PlaceExplanation, 'findings'>

/** A large file comes in segments: the first one that holds the line explains it. */
async function readPlace(items: AsyncIterable<Blob | Skip>, { file, line }: ExplainRequest): Promise<Place> {
  let count = 0
  for await (const item of items) {
    if (item.type === 'skip') throw cannotExplain(file, item)
    const text = decodeText(item.content)
    const before = item.segment.linesBefore
    count = before + countLines(text.buffer.subarray(text.start, text.end))
    if (line > count) continue
    const isGenerated = fileKind(item.path) === 'generated'
    const candidates = isGenerated || text.isBinary ? [] : weighingsOf(text, item.path, line - before)
    return { path: item.path, line, isGenerated, candidates }
  }
  throw new ScanError('PATH_NOT_FOUND', `${file} has no line ${line}: it has ${count}`, { hint: 'lines count from 1' })
}

/** Lines that an editor counts, but for an empty one at the end. */
function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = 0; at < bytes.length; count++) {
    const feed = bytes.indexOf(10, at)
    at = feed < 0 ? bytes.length : feed + 1
  }
  return count
}

function cannotExplain(file: string, { reason, detail }: Skip): ScanError {
  const why = [SKIP_REASONS[reason].says, detail].filter(Boolean).join(': ')
  return new ScanError('UNREADABLE', `${file} ${why}`, { hint: 'name a regular file' })
}

function fatesOn(line: number, { report, level }: ScanOutcome): readonly Fate[] {
  const isHere = ({ startLine, endLine, reasons }: Finding) =>
    (startLine <= line && line <= endLine) || reasons.some((reason) => reason.endsWith(` on line ${line}`))
  const isSure = ({ confidence }: Finding) => isAtLeastConfidence(confidence, level.minConfidence)
  return [
    ...report.findings
      .filter(isHere)
      .map((finding) => fateOf(finding, { outcome: isSure(finding) ? 'reported' : 'not sure enough', acceptedBy: '' })),
    ...report.suppressed
      .filter(({ finding }) => isHere(finding))
      .map(({ finding, kind, reason, source }) =>
        fateOf(finding, { outcome: 'accepted', acceptedBy: `${source} (${reason || kind})` }),
      ),
  ]
}

function fateOf(finding: Finding, fate: Pick<Fate, 'outcome' | 'acceptedBy'>): Fate {
  const { ruleId, severity, confidence, redacted, reasons, startLine, startColumn, endColumn } = finding
  return {
    ruleId,
    severity,
    confidence,
    redacted,
    reasons,
    line: startLine,
    columns: [startColumn, endColumn],
    ...fate,
  }
}
