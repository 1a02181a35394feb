/*
 * The little of WebAssembly's JavaScript interface that is used here: Node's own types leave it to those of browsers.
 * Source: https://webassembly.github.io/spec/js-api/
 */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
    private readonly brand
  }

  class Instance {
    readonly exports: object
    constructor(module: Module)
  }

  type Memory = {
    readonly buffer: ArrayBuffer
    readonly grow: (pages: number) => number
  }
}
