import { readFileSync } from 'node:fs'

const FILE = new URL('../receive/scanner/prefilter.wasm', import.meta.url)

/** The scanner's compiled part, or null when it was not built: cefwatch then scans with regular expressions. */
export function loadScannerModule(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(readFileSync(FILE))
  } catch {
    return null
  }
}
