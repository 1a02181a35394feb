import { loadScannerModule } from '../../../src/runtime/scanner-module.ts'

/** The scanner's compiled part, which every install builds. */
export function compiledModule(): WebAssembly.Module {
  const module = loadScannerModule()
  if (module === null) throw new Error('prefilter.wasm is not built: npm run build:wasm')
  return module
}
