import type { ErrorCode } from '../../base/errors.ts'

/** Why a query cannot run. Lines and columns count from 1, columns in UTF-16 code units. */
export type Problem = {
  readonly code: Extract<ErrorCode, 'KQL_SYNTAX' | 'KQL_UNSUPPORTED'>
  readonly message: string
  readonly line: number
  readonly column: number
  /** The name of what is wrong or not supported, as the query has it: `summarize`, `split()`, a column's name. */
  readonly construct: string
}

/** The construct of a problem of the whole query, such as its length. */
export const WHOLE_QUERY = 'query'

/** The place of an offset in a text. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
