/*
 * A decimal is held as its text: digits, with a point where there are decimals, and no zeros that say nothing, so that equal values
 * are equal texts. Kusto keeps 34 digits; so does what is computed here.
 */
const DECIMAL = /^([+-]?)(\d{1,400})(?:\.(\d{0,400}))?(?:e([+-]?\d{1,3}))?$/i
const DIGITS = 34

type Parts = { readonly digits: bigint; readonly scale: number }

/** A number's text as a decimal; undefined for what is none. */
export function parseDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  return format({ digits: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) })
}

export function calculateDecimal(operator: '+' | '-' | '*' | '/' | '%', left: string, right: string): string | null {
  const a = partsOf(left)
  const b = partsOf(right)
  if (operator === '*') return format({ digits: a.digits * b.digits, scale: a.scale + b.scale })
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)]
  if (operator === '+') return format({ digits: x + y, scale })
  if (operator === '-') return format({ digits: x - y, scale })
  if (y === 0n) return null
  const size = y < 0n ? -y : y
  if (operator === '%') return format({ digits: ((x % size) + size) % size, scale })
  return format({ digits: (x * 10n ** BigInt(DIGITS)) / y, scale: DIGITS })
}

export function compareDecimals(left: string, right: string): number {
  const difference = calculateDecimal('-', left, right) ?? '0'
  return difference === '0' ? 0 : difference.startsWith('-') ? -1 : 1
}

function partsOf(text: string): Parts {
  const [whole = '0', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), scale: fraction.length }
}

function format({ digits, scale }: Parts): string {
  const minus = digits < 0n ? '-' : ''
  let text = String(digits < 0n ? -digits : digits)
  if (scale < 0) text += '0'.repeat(-scale)
  if (scale <= 0) return digits === 0n ? '0' : minus + text
  text = text.padStart(scale + 1, '0')
  const whole = text.slice(0, -scale)
  const kept = Math.max(0, DIGITS - (whole === '0' ? 0 : whole.length))
  const fraction = text.slice(-scale).slice(0, kept).replace(/0+$/, '')
  const value = fraction === '' ? whole : `${whole}.${fraction}`
  return value === '0' ? '0' : minus + value
}
