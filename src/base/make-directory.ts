import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a directory for its owner alone (mode 700), and those above it that are not there. Throws the system's error. mkdirSync's own
 * `recursive` is not used: it tries for ever where a directory can hold no other, which the system tells by ENOENT too (/proc, a
 * directory that was removed under a mount).
 */
export function makeDirectory(path: string): void {
  const error = tryToMake(path)
  if (error === null) return
  const parent = dirname(path)
  if (error.code !== 'ENOENT' || parent === path) throw error
  makeDirectory(parent)
  const again = tryToMake(path)
  if (again !== null) throw again
}

/** null when the directory is there, now or before. */
function tryToMake(path: string): NodeJS.ErrnoException | null {
  try {
    mkdirSync(path, { mode: 0o700 })
    return null
  } catch (error) {
    const failure = error as NodeJS.ErrnoException
    return failure.code === 'EEXIST' && statSync(path).isDirectory() ? null : failure
  }
}
