import type { ByteRange } from '../../model/blob.ts'
import type { DetectorTables } from '../detector-tables.ts'
import type { Admitted, ScannerCore, TextScanner } from './text-scanner.ts'

/** What the core exports; see `core/scan.ts`. Addresses are offsets in `memory`. */
interface CoreExports {
  readonly memory: WebAssembly.Memory
  firstFree(): number
  setTable(index: number, address: number): void
  layOut(rowBits: number, firstEnd: number, longestKeyword: number, workspace: number): number
  begin(start: number, end: number): void
  nextAdmitted(): number
  nextRuns(): number
  admittedAt(): number
  runsAt(): number
}

const PAGE = 64 * 1024
const ALIGNMENT = 16

/** The scanner in WebAssembly: the same results some times faster, for texts that are worth a copy. */
export class CoreScanner implements TextScanner {
  readonly #core: CoreExports
  readonly #textAt: number
  #bytes: Uint8Array
  #words: Uint32Array

  private constructor(core: CoreExports, textAt: number) {
    this.#core = core
    this.#textAt = textAt
    this.#bytes = new Uint8Array(core.memory.buffer)
    this.#words = new Uint32Array(core.memory.buffer)
  }

  /** Null where the core is not there or cannot run here. */
  static start(tables: DetectorTables, source: ScannerCore): CoreScanner | null {
    const bytes = source()
    const module = bytes && compile(bytes)
    if (!module) return null
    const core = new WebAssembly.Instance(module).exports as unknown as CoreExports
    return new CoreScanner(core, place(core, tables))
  }

  scan({ buffer, start, end }: ByteRange, admitted: Admitted): readonly number[] {
    const shift = this.#textAt - start
    this.#reserve(end + shift)
    this.#bytes.set(buffer.subarray(start, end), this.#textAt)
    this.#core.begin(this.#textAt, end + shift)
    const words = this.#words
    const admittedAt = this.#core.admittedAt() >> 2
    for (let count = this.#core.nextAdmitted(); count > 0; count = this.#core.nextAdmitted()) {
      for (let i = admittedAt; i < admittedAt + 2 * count; i += 2) {
        admitted(words[i] as number, (words[i + 1] as number) - shift)
      }
    }
    const runs: number[] = []
    const runsAt = this.#core.runsAt() >> 2
    for (let count = this.#core.nextRuns(); count > 0; count = this.#core.nextRuns()) {
      for (let i = runsAt; i < runsAt + 2 * count; i++) runs.push((words[i] as number) - shift)
    }
    return runs
  }

  #reserve(end: number): void {
    grow(this.#core.memory, end)
    if (this.#bytes.length === this.#core.memory.buffer.byteLength) return
    this.#bytes = new Uint8Array(this.#core.memory.buffer)
    this.#words = new Uint32Array(this.#core.memory.buffer)
  }
}

/** Null where this machine does not know an instruction: to validate first would be to compile twice. */
function compile(bytes: Uint8Array): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null
    throw error
  }
}

/** Copies the tables behind the core's own data; the address behind them and the core's workspace. */
function place(core: CoreExports, { automaton, keywordLengths, admissions }: DetectorTables): number {
  const { classOf, next, outputStarts, outputs, rowBits, firstEnd } = automaton
  const { starts, records, heads, classes } = admissions
  const tables = [classOf, next, outputStarts, outputs, keywordLengths, starts, records, heads, classes]
  let address = core.firstFree()
  for (const [index, table] of tables.entries()) {
    address = Math.ceil(address / ALIGNMENT) * ALIGNMENT
    grow(core.memory, address + table.byteLength)
    new Uint8Array(core.memory.buffer).set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), address)
    core.setTable(index, address)
    address += table.byteLength
  }
  const longest = keywordLengths.reduce((most, length) => Math.max(most, length), 0)
  const end = core.layOut(rowBits, firstEnd, longest, Math.ceil(address / ALIGNMENT) * ALIGNMENT)
  grow(core.memory, end)
  return end
}

function grow(memory: WebAssembly.Memory, size: number): void {
  const missing = size - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
}
