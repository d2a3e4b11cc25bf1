import type { ByteRange } from '../../model/blob.ts'
import type { DetectorTables } from '../detector-tables.ts'
import { CoreMemory, startCore } from '../web-assembly.ts'
import { type NotableRuns, RunList } from './run-list.ts'
import type { Admitted, ScannerCore, TextScanner } from './text-scanner.ts'

/** What the core exports; see `core/scan.ts`. Addresses are offsets in `memory`. */
interface CoreExports {
  readonly memory: WebAssembly.Memory
  firstFree(): number
  setTable(index: number, address: number): void
  layOut(rowBits: number, firstEnd: number, longestKeyword: number, workspace: number): number
  fillDigits(): void
  begin(start: number, end: number): void
  nextAdmitted(): number
  nextRuns(): number
  admittedAt(): number
  runsAt(): number
}

/** Bytes behind a text that its core needs for the runs: eight for each, of which one in 25 bytes is the most. */
const ROOM_FOR_RUNS = { share: 8 / 25, more: 64 }
const ALIGNMENT = 16

/** The scanner in WebAssembly: the same results some times faster, for texts that are worth a copy. */
export class CoreScanner implements TextScanner {
  readonly #core: CoreExports
  readonly #textAt: number
  readonly #memory: CoreMemory

  private constructor(core: CoreExports, tables: DetectorTables) {
    this.#core = core
    this.#memory = new CoreMemory(core.memory)
    this.#textAt = place(core, this.#memory, tables)
  }

  /** Null where the core is not there or cannot run here. */
  static start(tables: DetectorTables, source: ScannerCore): CoreScanner | null {
    const core = startCore<CoreExports>(source())
    return core && new CoreScanner(core, tables)
  }

  scan({ buffer, start, end }: ByteRange, admitted: Admitted): NotableRuns {
    const shift = this.#textAt - start
    this.#memory.reserve(end + shift + Math.ceil(ROOM_FOR_RUNS.share * (end - start)) + ROOM_FOR_RUNS.more)
    this.#memory.bytes.set(buffer.subarray(start, end), this.#textAt)
    this.#core.begin(this.#textAt, end + shift)
    const { words } = this.#memory
    const found = new RunList()
    const runsAt = this.#core.runsAt() >> 2
    for (let count = this.#core.nextRuns(); count > 0; count = this.#core.nextRuns()) {
      for (let i = runsAt; i < runsAt + 3 * count; i += 3) {
        found.add((words[i] as number) - shift, (words[i + 1] as number) - shift, words[i + 2] as number)
      }
    }
    const admittedAt = this.#core.admittedAt() >> 2
    for (let count = this.#core.nextAdmitted(); count > 0; count = this.#core.nextAdmitted()) {
      for (let i = admittedAt; i < admittedAt + 2 * count; i += 2) {
        admitted(words[i] as number, (words[i + 1] as number) - shift)
      }
    }
    return found
  }
}

/** Copies the tables behind the core's own data; the address behind them and the core's workspace. */
function place(core: CoreExports, memory: CoreMemory, tables: DetectorTables): number {
  const { automaton, keywordLengths, admissions, leastRuns, maxLengths } = tables
  const { classOf, next, outputStarts, outputs, rowBits, firstEnd } = automaton
  const { starts, records, heads, classes } = admissions
  const first = [classOf, next, outputStarts, outputs, keywordLengths]
  const all = [...first, starts, records, heads, classes, leastRuns, maxLengths]
  let address = core.firstFree()
  for (const [index, table] of all.entries()) {
    address = Math.ceil(address / ALIGNMENT) * ALIGNMENT
    memory.reserve(address + table.byteLength)
    memory.bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), address)
    core.setTable(index, address)
    address += table.byteLength
  }
  const longest = keywordLengths.reduce((most, length) => Math.max(most, length), 0)
  const end = core.layOut(rowBits, firstEnd, longest, Math.ceil(address / ALIGNMENT) * ALIGNMENT)
  memory.reserve(end)
  core.fillDigits()
  return end
}
