import type { Row } from '../../decode/common-security-log/row.ts'
import type { Indicator } from '../match.ts'

/** The Kusto scalar types. */
export type KqlType = 'string' | 'bool' | 'int' | 'long' | 'real' | 'decimal' | 'datetime' | 'timespan' | 'guid' | 'dynamic'

/**
 * A Kusto value. null is Kusto's null; a string is never null. int and real are numbers, long a bigint; datetime is a bigint of ticks
 * (100 ns) since the Unix epoch, timespan a bigint of ticks. The static type, known from the plan, tells them apart.
 */
export type KqlValue = string | boolean | number | bigint | null | readonly unknown[] | { readonly [key: string]: unknown }

export type OutputColumn = { readonly name: string; readonly type: KqlType }

export type OutputRow = { readonly [column: string]: KqlValue }

/** A plan made executable. Pure: no call keeps anything from the row it was given. */
export type Query = {
  readonly columns: readonly OutputColumn[]
  /** The rows that the query makes of one row of CommonSecurityLog: none when a condition is false. Allocates only for rows that pass. */
  readonly evaluate: (row: Row) => readonly OutputRow[]
  /** Which of the query's string literals are true of the row, for the reader of an alert. Meant for rows that passed. */
  readonly indicators: (row: Row) => readonly Indicator[]
}
