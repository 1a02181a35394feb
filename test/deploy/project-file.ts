import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** The path of a file of the project. */
export function projectPath(path: string): string {
  return resolve(ROOT, path)
}

export function projectFile(path: string): string {
  return readFileSync(projectPath(path), 'utf8')
}
