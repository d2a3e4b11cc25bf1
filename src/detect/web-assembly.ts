const PAGE = 64 * 1024

/**
 * A core in WebAssembly, started from its bytes; null where there are none, and where this machine does not know an
 * instruction: to validate first would be to compile twice.
 */
export function startCore<Core>(bytes: Uint8Array | null): Core | null {
  if (bytes === null) return null
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Core
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null
    throw error
  }
}

/** The memory of a core, which is another buffer each time it has grown. */
export class CoreMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array
  #words: Uint32Array

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#words = new Uint32Array(memory.buffer)
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }

  get words(): Uint32Array {
    return this.#words
  }

  /** Grows to at least `end` bytes. */
  reserve(end: number): void {
    const missing = end - this.#bytes.length
    if (missing <= 0) return
    this.#memory.grow(Math.ceil(missing / PAGE))
    this.#bytes = new Uint8Array(this.#memory.buffer)
    this.#words = new Uint32Array(this.#memory.buffer)
  }
}
