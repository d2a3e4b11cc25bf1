/** What of WebAssembly the scanner uses; the library that TypeScript has for it is that of browsers. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class CompileError extends Error {}
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    constructor(module: Module)
    readonly exports: object
  }
  function validate(bytes: Uint8Array): boolean
}
