import { COLUMN_NAMES, COLUMNS, type ColumnName, type ColumnType } from './columns.ts'

/**
 * How a value of each Kusto type is held. A long keeps all 64 bits; a datetime is a count of ticks (100 ns) since the Unix epoch,
 * because Kusto's own resolution is finer than a Date's.
 */
export type ValueOf<T extends ColumnType> = T extends 'string' ? string : T extends 'long' | 'datetime' ? bigint : number

type Columns = typeof COLUMNS

/** One event as a row of the table. A column that was not sent is absent: Kusto reads an absent string as "", anything else as null. */
export type Row = { readonly [C in ColumnName]?: ValueOf<Columns[C]> }

/** A row under construction. */
export type MutableRow = { -readonly [C in keyof Row]: Row[C] }

export const TICKS_PER_MILLISECOND = 10_000n

/** Ticks (100 ns) since the Unix epoch of a time in milliseconds since the Unix epoch. */
export function ticksFromMilliseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * TICKS_PER_MILLISECOND
}

/** ISO 8601 with seven decimals, as Kusto prints a datetime: `2026-11-24T01:02:03.0000000Z`. */
export function formatDatetime(ticks: bigint): string {
  const fraction = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n
  const seconds = new Date(Number((ticks - fraction) / TICKS_PER_MILLISECOND)).toISOString().slice(0, 19)
  return `${seconds}.${String(fraction).padStart(7, '0')}Z`
}

/** A value as JSON carries it: a long beyond 2^53 as a string, a datetime in ISO 8601. */
export function valueToJson(type: ColumnType, value: string | number | bigint): string | number {
  if (typeof value !== 'bigint') return value
  if (type === 'datetime') return formatDatetime(value)
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** A row as JSON carries it: only the columns that hold something, in the table's order. */
export function rowToJson(row: Row): Record<string, string | number> {
  const json: Record<string, string | number> = {}
  for (const name of COLUMN_NAMES) {
    const value = row[name]
    if (value !== undefined) json[name] = valueToJson(COLUMNS[name], value)
  }
  return json
}
