/** Products by the first letters of their serial numbers, of which each log carries one. */
const PRODUCTS: readonly (readonly [serial: RegExp, product: string])[] = [
  [/^FPX/, 'FortiProxy'],
  [/^FV/, 'FortiWeb'],
  [/^FE/, 'FortiMail'],
]

/** The Device Product of the device's CEF. */
export function productOf(serial: string): string {
  return PRODUCTS.find(([pattern]) => pattern.test(serial))?.[1] ?? 'Fortigate'
}
