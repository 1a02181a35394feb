import { CefwatchError, formatError } from '../base/errors.ts'

/** Exit codes: docs/reference/command-line.md has the table. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const

/** Several problems of the user's files, told together. */
export class Problems extends Error {
  override readonly name = 'Problems'
  readonly errors: readonly CefwatchError[]

  constructor(errors: readonly CefwatchError[]) {
    super(errors.map(formatError).join('\n'))
    this.errors = errors
  }
}

/** What a command that failed prints: one line a problem for those a user can mend, the stack for a bug. */
export function describeFailure(error: unknown): string {
  if (error instanceof Problems) return error.message
  if (error instanceof CefwatchError) return formatError(error)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
