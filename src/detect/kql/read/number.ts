const INTEGER = /^([+-]?)(0x[\da-f]+|\d+)$/i

/** A decimal or hexadecimal integer that fits `bits` with its sign; undefined otherwise. */
export function parseInteger(text: string, bits: 32 | 64): bigint | undefined {
  const [, sign, digits] = INTEGER.exec(text) ?? []
  if (digits === undefined || digits.length > 40) return undefined
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits)
  return BigInt.asIntN(bits, value) === value ? value : undefined
}
