import { type AddressRange, parseAddressRange } from '../../base/address-range.ts'
import { CefwatchError } from '../../base/errors.ts'

/** The addresses and networks that may send to a listener. */
export class AllowList {
  readonly #ranges: readonly AddressRange[]

  /** `entries` are addresses and CIDR networks; none allows everyone. Throws CONFIG_INVALID for anything else. */
  constructor(entries: readonly string[]) {
    this.#ranges = entries.map((entry) => {
      const range = parseAddressRange(entry)
      if (range !== null) return range
      throw new CefwatchError('CONFIG_INVALID', `"${entry}" is neither an address nor a network such as 192.0.2.0/24`)
    })
  }

  /** Takes an address as `senderAddress` writes it. */
  allows(address: string): boolean {
    return this.#ranges.length === 0 || this.#ranges.some((contains) => contains(address))
  }
}
