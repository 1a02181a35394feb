import type { ColumnType } from './columns.ts'
import { parseDatetime, type TimeContext } from './parse-datetime.ts'

const INTEGER = /^-?\d{1,19}$/
const REAL = /^-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/

/** A value as sent, in the type of its column, or null when it is none: not the form, or out of the type's range. */
export function parseValue(type: ColumnType, text: string, time: TimeContext): string | number | bigint | null {
  if (type === 'string') return text
  const trimmed = text.trim()
  switch (type) {
    case 'int': {
      const number = INTEGER.test(trimmed) ? Number(trimmed) : NaN
      return number === (number | 0) ? number : null
    }
    case 'long': {
      const number = INTEGER.test(trimmed) ? BigInt(trimmed) : null
      return number === null || number !== BigInt.asIntN(64, number) ? null : number
    }
    case 'real':
      return REAL.test(trimmed) ? Number(trimmed) : null
    case 'datetime':
      return parseDatetime(trimmed, time)
  }
}
