const INTEGER = /^([+-]?)(0x[\da-f]+|\d+)$/i
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A decimal or hexadecimal integer that fits `bits` with its sign; undefined otherwise. */
export function parseInteger(text: string, bits: 32 | 64): bigint | undefined {
  const [, sign, digits] = INTEGER.exec(text) ?? []
  if (digits === undefined) return undefined
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits)
  return BigInt.asIntN(bits, value) === value ? value : undefined
}

/** A finite decimal number; undefined otherwise. JSON, and so a plan, has no NaN and no infinity. */
export function parseReal(text: string): number | undefined {
  const value = REAL.test(text) ? Number(text) : NaN
  return Number.isFinite(value) ? value : undefined
}
